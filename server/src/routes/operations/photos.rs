//! An event's photos and the people in them, as its organization sees them.

use domain::people::{
    ChosenFaces, KindDecision, Merge, People, Person, PersonChange, PersonPhotos, PhotoDetails, Undo,
};
use domain::photo::{EventPhotos, PhotoIds, UploadAnswer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

use super::super::upload::Hashes;
use super::{CREATED, Described, Query, Schemas, delete, file, get, post, put};

const WAITING: &str = "How many wait for a worker.";

/// A form with files in the field `photos`.
fn files(_: &mut Schemas) -> RefOr<Schema> {
    let files = ArrayBuilder::new().items(file());
    RefOr::T(ObjectBuilder::new().property("photos", files).required("photos").build().into())
}

/// How many photos something was done with.
fn how_many(_: &mut Schemas) -> RefOr<Schema> {
    let count = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    RefOr::T(ObjectBuilder::new().property("photos", count).required("photos").build().into())
}

pub(super) fn photos() -> Vec<Described> {
    const LIST: Query = &[
        (
            "filter",
            "`all`, `ready`, `waiting`, `failed`, `individual`, `group`, `scenery` or `unsure`; otherwise `all`.",
        ),
        ("person", "Of these, the ones that this person is in."),
        ("sort", "`uploaded`, `taken` or `name`; otherwise `uploaded`."),
        ("page", "Which page, from 1."),
        ("per_page", "Items of a page, 1 to 200."),
    ];
    vec![
        post("/api/upload_photos/{event}", "Upload photos")
            .takes_files(files)
            .gives::<UploadAnswer>()
            .with_status(202, "One line for each file: stored for good, or refused and why."),
        post("/api/upload_photos/{event}/known", "Which of these files are there already")
            .takes::<Hashes>()
            .gives::<Hashes>(),
        get("/api/admin/events/{event}/photos", "Every photo of an event, with its state and its faces")
            .gives::<EventPhotos>()
            .with_query(LIST),
        get("/api/admin/events/{event}/progress", "How far the photos are, as it happens")
            .gives_bytes("text/event-stream"),
        get("/api/admin/events/{event}/photos/{photo}", "One photo, and who is in it").gives::<PhotoDetails>(),
        delete(
            "/api/admin/events/{event}/photos/{photo}",
            "Delete a photo, by its id or file name, and the faces found in it",
        ),
        put("/api/admin/events/{event}/photos/{photo}/kind", "Say of what kind a photo is, and so who sees it")
            .takes::<KindDecision>(),
        post("/api/admin/events/{event}/photos/{photo}/retry", "Process a photo that failed once more")
            .with_status(202, "It waits for a worker."),
        post("/api/admin/events/{event}/photos/delete", "Delete photos and the faces found in them, at most 500")
            .takes::<PhotoIds>()
            .gives_made(how_many)
            .with_status(200, "How many there were."),
        post("/api/admin/events/{event}/photos/reprocess", "Process photos anew, at most 500")
            .takes::<PhotoIds>()
            .gives_made(how_many)
            .with_status(202, WAITING),
        post("/api/admin/events/{event}/photos/retry", "Process every photo that failed once more")
            .gives_made(how_many)
            .with_status(202, WAITING),
    ]
}

pub(super) fn people() -> Vec<Described> {
    const PAGE: Query = &[("page", "Which page of their photos, from 1.")];
    vec![
        get("/api/admin/events/{event}/people", "The people of an event").gives::<People>(),
        get("/api/admin/events/{event}/people/{person}", "One person, with the photos they are in")
            .gives::<PersonPhotos>()
            .with_query(PAGE),
        put("/api/admin/events/{event}/people/{person}", "Name a person, hide or show them").takes::<PersonChange>(),
        post("/api/admin/events/{event}/people/merge", "Make several people one").takes::<Merge>(),
        post("/api/admin/events/{event}/people/{person}/split", "Make a new person of some of a person's faces")
            .takes::<ChosenFaces>()
            .gives::<Person>()
            .with_status(201, CREATED),
        post("/api/admin/events/{event}/people/{person}/not", "Take faces out of a person: they are somebody else's")
            .takes::<ChosenFaces>(),
        post("/api/admin/events/{event}/people/undo", "Undo the last thing that was done to an event's people")
            .takes::<Undo>(),
    ]
}
