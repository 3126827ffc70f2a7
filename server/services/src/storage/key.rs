//! Every path in the photo store.

use domain::photo::Rendition;
use domain::{EventId, PhotoId};

/// What a file is; the path follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageKey {
    /// Everything of an event.
    Event(EventId),
    /// Everything of a photo.
    Photo(EventId, PhotoId),
    /// The file as it was uploaded.
    Original(EventId, PhotoId),
    /// A copy made by processing; `version` grows when the photo is processed anew.
    Rendition {
        /// Of which event.
        event: EventId,
        /// Of which photo.
        photo: PhotoId,
        /// Of which processing.
        version: i32,
        /// Which copy.
        rendition: Rendition,
    },
    /// The logo that marks an event's public copies; each one that is sent has a number of its own.
    Logo(EventId, i32),
    /// The crop of one face.
    FaceCrop {
        /// Of which event.
        event: EventId,
        /// Of which photo.
        photo: PhotoId,
        /// Of which processing.
        version: i32,
        /// Which face of the photo, from 0.
        ordinal: i16,
    },
}

impl StorageKey {
    /// The path below the store's root.
    pub fn path(&self) -> String {
        match self {
            Self::Event(event) => format!("events/{event}"),
            Self::Photo(event, photo) => format!("events/{event}/{photo}"),
            Self::Original(event, photo) => format!("events/{event}/{photo}/original"),
            Self::Rendition { event, photo, version, rendition } => {
                format!("events/{event}/{photo}/v{version}/{rendition}.jpg")
            }
            Self::Logo(event, version) => format!("events/{event}/logo-{version}.png"),
            Self::FaceCrop { event, photo, version, ordinal } => {
                format!("events/{event}/{photo}/v{version}/face-{ordinal}.jpg")
            }
        }
    }
}
