//! Photos: uploads, lists, deletion, and pictures as bytes.

mod bulk;
mod delete;
mod details;
pub(crate) mod list;
pub(crate) mod metadata;
mod narrow;
mod own;
pub(crate) mod picture;
pub(crate) mod upload;
pub(crate) mod watermark;

use domain::EventCode;
use domain::PhotoId;
use domain::photo::{Photo, Rendition};
use entities::photo;

/// Address of a copy of a photo. The event's code in it is the key to the event's door; the version makes it
/// immutable.
pub(crate) fn picture_url(code: &EventCode, photo: PhotoId, version: i32, rendition: Rendition) -> String {
    format!("/photos/{code}/{photo}/{version}/{rendition}")
}

/// The address of a placeholder: it is its own content.
pub(crate) fn placeholder_address(base64: String) -> String {
    format!("data:image/png;base64,{base64}")
}

/// How a gallery shows a photo: watermarked, or clean to those who are in it, with or without its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Showing {
    Watermarked,
    Clean { downloads: bool },
}

/// A ready photo as a gallery shows it. `None` for one that is not ready: nothing of it is to be seen yet.
pub(crate) fn gallery_photo(code: &EventCode, row: photo::Model, showing: Showing) -> Option<Photo> {
    let (thumb, view) = match showing {
        Showing::Watermarked => (Rendition::PublicThumb, Rendition::PublicView),
        Showing::Clean { .. } => (Rendition::Thumb, Rendition::View),
    };
    let url = |rendition| picture_url(code, row.id, row.version, rendition);
    Some(Photo {
        thumb_url: url(thumb),
        view_url: url(view),
        download_url: (showing == Showing::Clean { downloads: true }).then(|| url(Rendition::Original)),
        id: row.id,
        event_id: row.event_id,
        kind: row.kind?,
        width: row.width.unsigned_abs(),
        height: row.height.unsigned_abs(),
        taken_at: row.taken_at,
        placeholder: row.placeholder.map(placeholder_address),
        filename: row.filename,
    })
}
