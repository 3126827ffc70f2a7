//! Events in the hands of who hosts them.

use domain::event::{Event, EventDraft, EventEdit, OrganizerEvent};
use domain::numbers::{Numbers, Retention};
use domain::photo::{Watermark, WatermarkDraft};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{OneOfBuilder, Schema};

use super::{CREATED, Described, EVENTS, Query, Schemas, delete, form_with, get, list, page, post, put};

/// All of them, or a page where one is asked for.
fn list_or_page(schemas: &mut Schemas) -> RefOr<Schema> {
    let either = OneOfBuilder::new().item(list::<OrganizerEvent>(schemas)).item(page::<OrganizerEvent>(schemas));
    RefOr::T(either.build().into())
}

/// Any field's file is taken; the page calls it so.
fn cover_form(_: &mut Schemas) -> RefOr<Schema> {
    form_with("thumbnail")
}

/// How a preview is asked for.
pub(super) const PREVIEW: Query = &[
    ("text", "The words; without any, the event's name."),
    ("position", "Where the mark is; otherwise `tiled`."),
    ("opacity", "How strongly it covers the picture, in percent."),
];

pub(super) fn logo_form(_: &mut Schemas) -> RefOr<Schema> {
    form_with("logo")
}

pub(super) fn events() -> Vec<Described> {
    vec![
        post("/api/create_event", "Create an event").takes::<EventDraft>().gives::<Event>().with_status(201, CREATED),
        put("/api/events/{event}", "Change an event; refused when somebody else has changed it since it was read")
            .takes::<EventEdit>()
            .gives::<Event>(),
        delete("/api/events/{event}", "Delete an event with its photos and faces"),
        get("/api/admin/events", "The organization's events: all of them, or a page where one is asked for")
            .gives_made(list_or_page)
            .with_query(EVENTS),
    ]
}

/// How an event and its pictures look.
pub(super) fn looks() -> Vec<Described> {
    const POSTER: Query =
        &[("size", "`a4` or `a6`; otherwise `a4`."), ("lang", "The language's code; otherwise English.")];
    vec![
        post("/api/admin/events/{event}/thumbnail", "Set the cover: JPEG, PNG or WebP")
            .takes_files(cover_form)
            .gives::<Event>(),
        put("/api/admin/events/{event}/thumbnail", "Set another cover: JPEG, PNG or WebP")
            .takes_files(cover_form)
            .gives::<Event>(),
        get("/api/admin/events/{event}/poster", "The sign with the QR code, to be printed")
            .gives_bytes("application/pdf")
            .with_query(POSTER),
        get("/api/admin/events/{event}/watermark", "How the public copies are marked").gives::<Watermark>(),
        put("/api/admin/events/{event}/watermark", "Mark the public copies in another way")
            .takes::<WatermarkDraft>()
            .gives::<Watermark>(),
        get("/api/admin/events/{event}/watermark/preview", "A photo with the mark, before it is saved")
            .gives_bytes("image/webp")
            .with_query(PREVIEW),
        post("/api/admin/events/{event}/watermark/logo", "Set a logo in the place of the words: JPEG, PNG or WebP")
            .takes_files(logo_form)
            .gives::<Watermark>(),
        delete("/api/admin/events/{event}/watermark/logo", "Remove the logo: words mark the public copies again")
            .gives::<Watermark>(),
    ]
}

pub(super) fn numbers() -> Vec<Described> {
    const TABLES: Query = &[("by", "`photo` for a line a photo; otherwise a line a day.")];
    vec![
        get("/api/admin/events/{event}/numbers", "The event in numbers; none is about one guest").gives::<Numbers>(),
        get("/api/admin/events/{event}/numbers.csv", "The numbers as a table")
            .gives_bytes("text/csv")
            .with_query(TABLES),
        get("/api/admin/events/{event}/retention", "How long the event's faces are kept").gives::<Retention>(),
        put("/api/admin/events/{event}/retention", "Say how long the event's faces are kept")
            .takes::<Retention>()
            .gives::<Retention>(),
    ]
}
