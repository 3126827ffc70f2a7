//! What guests see, scan and keep.

use domain::download::{Download, Downloaded};
use domain::event::{DoorKey, Event};
use domain::photo::Photo;
use domain::scan::{DownloadRequest, MaybeAnswer, MaybeFace, MyPhotos, RecognizeAnswer, RecognizeRequest, ScanOffer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

use super::{Described, EVENTS, Query, Schemas, delete, get, photo_ids, post, put};

/// Fields of a form in which photos are marked.
fn marked(_: &mut Schemas) -> RefOr<Schema> {
    let which = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["all", "favourites"]));
    RefOr::T(ObjectBuilder::new().property("photos", photo_ids()).property("which", which).build().into())
}

pub(super) fn events() -> Vec<Described> {
    const FORMAT: Query = &[("format", "`svg` for vectors; otherwise PNG.")];
    vec![
        get("/api/events", "The events on the public list that are open now").gives_page::<Event>().with_query(EVENTS),
        get("/api/events/{event}", "An event").gives::<Event>(),
        post("/api/events/{event}/door", "Pass the door of an event that asks for a PIN").takes::<DoorKey>(),
        get("/api/events/{event}/photos", "The photos that everyone may see, watermarked").gives_page::<Photo>(),
        get("/api/qr_code/{event}", "The QR code of the landing page").gives_bytes("image/png").with_query(FORMAT),
    ]
}

pub(super) fn scans() -> Vec<Described> {
    vec![
        get("/api/events/{event}/scan", "Leave to scan once").gives::<ScanOffer>(),
        post("/recognize", "Scan: find the photos of a face by its vectors")
            .takes::<RecognizeRequest>()
            .gives::<RecognizeAnswer>(),
        delete("/api/events/{event}/scan", "Forget the scan and close what it opened"),
        get("/api/events/{event}/my-photos", "The photos that the scan has opened").gives::<MyPhotos>(),
        get("/api/events/{event}/maybe", "Faces that may be the guest's").gives_list::<MaybeFace>(),
        post("/api/events/{event}/maybe/{face}", "Answer whether a face is the guest's")
            .takes::<MaybeAnswer>()
            .gives::<RecognizeAnswer>(),
    ]
}

/// What guests keep.
pub(super) fn kept() -> Vec<Described> {
    const PHOTOS: Query = &[
        ("photos", "Ids of photos with commas between them; otherwise all that are open."),
        ("which", "`all` or `favourites`, in the place of ids."),
    ];
    const ZIP: &str = "application/zip";
    vec![
        put("/api/events/{event}/favourites/{photo}", "Make a photo a favourite"),
        delete("/api/events/{event}/favourites/{photo}", "Make a photo a favourite no more"),
        get("/api/events/{event}/zip", "Many originals as one archive").gives_bytes(ZIP).with_query(PHOTOS),
        Described {
            takes: Some(("application/x-www-form-urlencoded", marked)),
            ..post("/api/events/{event}/zip", "The originals that a form marks as one archive").gives_bytes(ZIP)
        },
        post("/api/download-photo", "Record a download, and say where the original is")
            .takes::<DownloadRequest>()
            .gives::<Downloaded>(),
        get("/api/my-downloads", "The photos that this guest has downloaded").gives_page::<Download>(),
    ]
}

pub(super) fn pictures() -> Vec<Described> {
    vec![
        get("/covers/{code}/{version}/{size}", "The cover of an event, `large` or `small`").gives_bytes("image/webp"),
        get("/photos/{code}/{photo}/{version}/{rendition}", "A copy of a photo").gives_bytes("image/*"),
        get("/faces/{code}/{face}/crop", "The crop of a face that may be the guest's").gives_bytes("image/webp"),
    ]
}
