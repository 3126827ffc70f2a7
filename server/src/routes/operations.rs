//! What the API's description says of each REST route beyond the table: a summary, what it takes, what it gives.
//!
//! A new route gets a line in one of the parts; a test asks for it.

mod accounts;
mod events;
mod guests;
mod organizations;
mod photos;

use axum::http::Method;
use domain::event::Page;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::health::Report;

/// The schemas that the document has to hold, by name.
#[derive(Default)]
pub(super) struct Schemas(pub(super) Vec<(String, RefOr<Schema>)>);

impl Schemas {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

/// Makes a type's schema.
type Make = fn(&mut Schemas) -> RefOr<Schema>;

/// Names and meanings of what may stand behind `?`.
type Query = &'static [(&'static str, &'static str)];

/// What is said of one route.
pub(super) struct Described {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) query: Query,
    pub(super) takes: Option<(&'static str, Make)>,
    pub(super) status: u16,
    /// What a good answer means.
    pub(super) answer: &'static str,
    /// Its media type, and its schema where it is JSON.
    pub(super) gives: Option<(&'static str, Option<Make>)>,
}

const JSON: &str = "application/json";
const CREATED: &str = "It is there.";
const PAGES: Query = &[("page", "Which page, from 1."), ("per_page", "Items of a page.")];
/// Which events of a list.
const EVENTS: Query = &[
    ("q", "Words that the name, the place, the category or the host must have, all of them."),
    ("category", "The category, whole."),
    ("from", "The first day, `YYYY-MM-DD`."),
    ("to", "The last day, `YYYY-MM-DD`."),
    ("sort", "`newest`, `oldest` or `name`; otherwise `newest`."),
    ("page", "Which page, from 1."),
    ("per_page", "Items of a page."),
];

/// Names a type, and sees to it that the document holds its schema and those it is made of.
pub(super) fn reference<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    let name = T::name().into_owned();
    if !schemas.has(&name) {
        schemas.0.push((name.clone(), T::schema()));
        T::schemas(&mut schemas.0);
    }
    Ref::from_schema_name(name).into()
}

fn list<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    RefOr::T(Schema::Array(ArrayBuilder::new().items(reference::<T>(schemas)).build()))
}

/// A page of items, named as utoipa names it where a type has one: all pages have one name of their own.
fn page<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    reference::<T>(schemas);
    let name = format!("{}_{}", Page::<T>::name(), T::name());
    if !schemas.has(&name) {
        schemas.0.push((name.clone(), Page::<T>::schema()));
    }
    Ref::from_schema_name(name).into()
}

fn file() -> RefOr<Schema> {
    RefOr::T(ObjectBuilder::new().schema_type(Type::String).content_encoding("binary").build().into())
}

/// A form with one file in this field.
fn form_with(field: &str) -> RefOr<Schema> {
    RefOr::T(ObjectBuilder::new().property(field, file()).required(field).build().into())
}

/// Ids of photos.
fn photo_ids() -> ArrayBuilder {
    let id = ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    ArrayBuilder::new().items(id)
}

/// A route that answers 204: done, nothing to say.
const fn on(method: Method, path: &'static str, summary: &'static str) -> Described {
    Described { method, path, summary, query: &[], takes: None, status: 204, answer: "Done.", gives: None }
}

const fn get(path: &'static str, summary: &'static str) -> Described {
    on(Method::GET, path, summary)
}

const fn post(path: &'static str, summary: &'static str) -> Described {
    on(Method::POST, path, summary)
}

const fn put(path: &'static str, summary: &'static str) -> Described {
    on(Method::PUT, path, summary)
}

const fn delete(path: &'static str, summary: &'static str) -> Described {
    on(Method::DELETE, path, summary)
}

impl Described {
    fn takes<T: ToSchema>(self) -> Self {
        Self { takes: Some((JSON, reference::<T>)), ..self }
    }

    fn takes_files(self, form: Make) -> Self {
        Self { takes: Some(("multipart/form-data", form)), ..self }
    }

    fn gives<T: ToSchema>(self) -> Self {
        self.gives_made(reference::<T>)
    }

    fn gives_made(self, schema: Make) -> Self {
        Self { gives: Some((JSON, Some(schema))), status: 200, answer: "Here it is.", ..self }
    }

    fn gives_list<T: ToSchema>(self) -> Self {
        Self { gives: Some((JSON, Some(list::<T>))), status: 200, answer: "All of them.", ..self }
    }

    fn gives_page<T: ToSchema>(self) -> Self {
        Self { gives: Some((JSON, Some(page::<T>))), status: 200, answer: "A page of them.", query: PAGES, ..self }
    }

    fn gives_bytes(self, media_type: &'static str) -> Self {
        Self { gives: Some((media_type, None)), status: 200, answer: "Here it is.", ..self }
    }

    fn with_status(self, status: u16, answer: &'static str) -> Self {
        Self { status, answer, ..self }
    }

    fn with_query(self, query: Query) -> Self {
        Self { query, ..self }
    }
}

/// Every REST route, in words.
pub(super) fn operations() -> Vec<Described> {
    let parts = [
        server(),
        accounts::accounts(),
        accounts::own(),
        organizations::organizations(),
        events::events(),
        events::looks(),
        events::numbers(),
        photos::photos(),
        photos::people(),
        guests::events(),
        guests::scans(),
        guests::kept(),
        guests::pictures(),
    ];
    parts.into_iter().flatten().collect()
}

fn server() -> Vec<Described> {
    vec![
        get("/health", "How the server is; 503 when a part of it is down").gives::<Report>(),
        get("/api/openapi.json", "This document").gives_bytes(JSON),
        get("/api/docs", "This document, to be read").gives_bytes("text/html"),
    ]
}
