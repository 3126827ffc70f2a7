//! What the API's description says of each REST route beyond the table: a summary, what it takes, what it gives.
//!
//! A new route gets a line here; a test asks for it.

use axum::http::Method;
use domain::account::{Credentials, Next};
use domain::event::{Event, EventDraft, OrganizerEvent, Page};
use domain::organizer::{Organizer, OrganizerRegistration};
use domain::photo::{AdminPhoto, Photo, UploadAnswer};
use domain::scan::{MaybeAnswer, MaybeFace, MyPhotos, RecognizeAnswer, RecognizeRequest, ScanOffer};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};

use super::health::Report;
use super::upload::Hashes;

/// The schemas that the document has to hold, by name.
#[derive(Default)]
pub(super) struct Schemas(pub(super) Vec<(String, RefOr<Schema>)>);

/// Makes a type's schema.
type Make = fn(&mut Schemas) -> RefOr<Schema>;

/// What is said of one route.
pub(super) struct Described {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    /// Names and meanings of what may stand behind `?`.
    pub(super) query: &'static [(&'static str, &'static str)],
    pub(super) takes: Option<(&'static str, Make)>,
    pub(super) status: u16,
    /// What a good answer means.
    pub(super) answer: &'static str,
    /// Its media type, and its schema where it is JSON.
    pub(super) gives: Option<(&'static str, Option<Make>)>,
}

const JSON: &str = "application/json";
const PAGES: &[(&str, &str)] = &[("page", "Which page, from 1."), ("per_page", "Items of a page.")];

/// Names a type, and sees to it that the document holds its schema and those it is made of.
pub(super) fn reference<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    let name = T::name().into_owned();
    if !schemas.0.iter().any(|(known, _)| *known == name) {
        schemas.0.push((name.clone(), T::schema()));
        T::schemas(&mut schemas.0);
    }
    Ref::from_schema_name(name).into()
}

fn list<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    RefOr::T(Schema::Array(ArrayBuilder::new().items(reference::<T>(schemas)).build()))
}

/// A form with files in the field `photos`.
fn files(_: &mut Schemas) -> RefOr<Schema> {
    let file = ObjectBuilder::new().schema_type(Type::String).content_encoding("binary");
    let files = ArrayBuilder::new().items(file.build()).build();
    RefOr::T(ObjectBuilder::new().property("photos", files).required("photos").build().into())
}

/// A route that answers 204: done, nothing to say.
const fn on(method: Method, path: &'static str, summary: &'static str) -> Described {
    Described { method, path, summary, query: &[], takes: None, status: 204, answer: "Done.", gives: None }
}

impl Described {
    fn takes<T: ToSchema>(self) -> Self {
        Self { takes: Some((JSON, reference::<T>)), ..self }
    }

    fn gives<T: ToSchema>(self) -> Self {
        Self { gives: Some((JSON, Some(reference::<T>))), status: 200, answer: "Here it is.", ..self }
    }

    fn gives_list<T: ToSchema>(self) -> Self {
        Self { gives: Some((JSON, Some(list::<T>))), status: 200, answer: "All of them.", ..self }
    }

    fn gives_bytes(self, media_type: &'static str) -> Self {
        Self { gives: Some((media_type, None)), status: 200, answer: "Here it is.", ..self }
    }

    fn with_status(self, status: u16, answer: &'static str) -> Self {
        Self { status, answer, ..self }
    }

    fn with_query(self, query: &'static [(&'static str, &'static str)]) -> Self {
        Self { query, ..self }
    }
}

/// Every REST route, in words.
pub(super) fn operations() -> Vec<Described> {
    [server(), organizers(), guests(), pictures()].into_iter().flatten().collect()
}

fn server() -> Vec<Described> {
    vec![
        on(Method::GET, "/health", "How the server is; 503 when a part of it is down").gives::<Report>(),
        on(Method::GET, "/api/openapi.json", "This document").gives_bytes(JSON),
        on(Method::GET, "/api/docs", "This document, to be read").gives_bytes("text/html"),
    ]
}

fn organizers() -> Vec<Described> {
    const CREATED: &str = "It is there.";
    let (get, post, put, delete) = (Method::GET, Method::POST, Method::PUT, Method::DELETE);
    vec![
        on(post.clone(), "/admin/register", "Open an organizer's account")
            .takes::<OrganizerRegistration>()
            .gives::<Next>()
            .with_status(202, "How it goes on. The same whether or not the address is known."),
        on(post.clone(), "/admin/login", "Sign in as an organizer").takes::<Credentials>().gives::<Organizer>(),
        on(post.clone(), "/admin/logout", "Sign out"),
        on(post.clone(), "/api/create_event", "Create an event")
            .takes::<EventDraft>()
            .gives::<Event>()
            .with_status(201, CREATED),
        on(put, "/api/events/{event}", "Change an event").takes::<EventDraft>().gives::<Event>(),
        on(delete.clone(), "/api/events/{event}", "Delete an event with its photos and faces"),
        Described {
            takes: Some(("multipart/form-data", files)),
            ..on(post.clone(), "/api/upload_photos/{event}", "Upload photos")
        }
        .gives::<UploadAnswer>()
        .with_status(202, "One line for each file: stored for good, or refused and why."),
        on(post.clone(), "/api/upload_photos/{event}/known", "Which of these files are there already")
            .takes::<Hashes>()
            .gives::<Hashes>(),
        on(get.clone(), "/api/admin/events", "The organization's events").gives_list::<OrganizerEvent>(),
        on(get.clone(), "/api/admin/events/{event}/photos", "Every photo of an event, with its state and its faces")
            .gives::<Page<AdminPhoto>>()
            .with_query(PAGES),
        on(get, "/api/admin/events/{event}/progress", "How far the photos are, as it happens")
            .gives_bytes("text/event-stream"),
        on(delete, "/api/admin/events/{event}/photos/{photo}", "Delete a photo and the faces found in it"),
        on(post, "/api/admin/events/{event}/photos/{photo}/retry", "Process a photo that failed once more")
            .with_status(202, "It waits for a worker."),
    ]
}

fn guests() -> Vec<Described> {
    const FORMAT: &[(&str, &str)] = &[("format", "`svg` for vectors; otherwise PNG.")];
    let (get, post) = (Method::GET, Method::POST);
    vec![
        on(get.clone(), "/api/events/{event}", "An event").gives::<Event>(),
        on(get.clone(), "/api/events/{event}/photos", "The photos that everyone may see, watermarked")
            .gives::<Page<Photo>>()
            .with_query(PAGES),
        on(get.clone(), "/api/qr_code/{event}", "The QR code of the landing page")
            .gives_bytes("image/png")
            .with_query(FORMAT),
        on(get.clone(), "/api/events/{event}/scan", "Leave to scan once").gives::<ScanOffer>(),
        on(post.clone(), "/recognize", "Scan: find the photos of a face by its vectors")
            .takes::<RecognizeRequest>()
            .gives::<RecognizeAnswer>(),
        on(Method::DELETE, "/api/events/{event}/scan", "Forget the scan and close what it opened"),
        on(get.clone(), "/api/events/{event}/my-photos", "The photos that the scan has opened").gives::<MyPhotos>(),
        on(get, "/api/events/{event}/maybe", "Faces that may be the guest's").gives_list::<MaybeFace>(),
        on(post, "/api/events/{event}/maybe/{face}", "Answer whether a face is the guest's")
            .takes::<MaybeAnswer>()
            .gives::<RecognizeAnswer>(),
    ]
}

fn pictures() -> Vec<Described> {
    vec![
        on(Method::GET, "/photos/{code}/{photo}/{version}/{rendition}", "A copy of a photo").gives_bytes("image/*"),
        on(Method::GET, "/faces/{code}/{face}/crop", "The crop of a face that may be the guest's")
            .gives_bytes("image/jpeg"),
    ]
}
