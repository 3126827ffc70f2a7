//! What guests keep: favourites, downloads, and the page that shows them again.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::event::iso_date;
use crate::ids::{EventCode, EventId, PhotoId};

/// What became of a heart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Favourite {
    /// The photo.
    pub photo_id: PhotoId,
    /// Whether it is a favourite now.
    pub favourite: bool,
}

/// A download that was recorded: `POST /api/download-photo`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Downloaded {
    /// The photo.
    pub photo_id: PhotoId,
    /// Address of the original.
    pub download_url: String,
}

/// A photo somebody has downloaded: `GET /api/my-downloads`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Download {
    /// The photo.
    pub photo_id: PhotoId,
    /// Its event.
    pub event_id: EventId,
    /// The event's code.
    pub event_code: EventCode,
    /// What the event is called.
    pub event_name: String,
    /// The name of the file.
    pub filename: String,
    /// When it was downloaded first.
    #[serde(with = "time::serde::rfc3339")]
    pub downloaded_at: OffsetDateTime,
    /// Address of the small picture, while the photo is open to the caller.
    pub thumb_url: Option<String>,
    /// Address of the original, while the photo is open to the caller.
    pub download_url: Option<String>,
    /// Whether the photo is open to the caller once the event's PIN is given on this device.
    pub pin_required: bool,
}

/// An event in which a guest has photos, favourites or downloads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitedEvent {
    /// Its code.
    pub code: EventCode,
    /// What it is called.
    pub name: String,
    /// The day it takes place.
    #[serde(with = "iso_date")]
    pub date: Date,
    /// How many photos a scan has opened, while it counts.
    pub photos: Option<u64>,
    /// Until when they are open.
    #[serde(with = "time::serde::rfc3339::option")]
    pub open_until: Option<OffsetDateTime>,
}

/// Whose page `/me` is, and where they have been.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The guest's name, when one is signed in.
    pub full_name: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// Their events, the latest first.
    pub events: Vec<VisitedEvent>,
}
