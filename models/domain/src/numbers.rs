//! An event in numbers, for its organizer. No number is about one guest.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::event::iso_date;
use crate::ids::PhotoId;

/// `GET /api/admin/events/{id}/numbers`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Numbers {
    /// Photos that are ready.
    pub photos: u64,
    /// Faces found in them that are still kept.
    pub faces: u64,
    /// Different people, but for those that were hidden.
    pub people: u64,
    /// Guests who scanned. Looking again within a day is the same scan.
    pub scans: u64,
    /// Scans that opened at least one photo.
    pub matched: u64,
    /// Downloads by guests: one for each photo and visitor, also of photos that are deleted by now.
    pub downloads: u64,
    /// Day by day from the first one on which something happened to the last, in UTC, without gaps.
    pub days: Vec<DayNumbers>,
    /// The ten most downloaded photos, the most downloaded first.
    pub most_downloaded: Vec<PhotoNumbers>,
}

impl Numbers {
    /// The share of scans that opened photos, in percent, rounded; `None` before the first scan.
    pub fn matched_percent(&self) -> Option<u64> {
        (self.scans > 0).then(|| (self.matched * 100 + self.scans / 2) / self.scans)
    }
}

/// What happened on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct DayNumbers {
    /// The day, in UTC.
    #[serde(with = "iso_date")]
    pub day: Date,
    /// Guests who scanned.
    pub scans: u64,
    /// Scans that opened photos.
    pub matched: u64,
    /// Downloads.
    pub downloads: u64,
}

/// How often a photo was downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PhotoNumbers {
    /// The photo.
    pub photo_id: PhotoId,
    /// The name of the uploaded file.
    pub filename: String,
    /// Address of its small picture, once it is ready.
    pub thumb_url: Option<String>,
    /// By how many visitors.
    pub downloads: u64,
}

/// How long an event's faces are kept: `GET` and `PUT /api/admin/events/{id}/retention`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Retention {
    /// Days after the event, or after its last photo where that came later; 0: as long as the event.
    pub face_days: u32,
}

/// The longest time for which faces can be kept without keeping them as long as the event: ten years.
pub const LONGEST_FACE_DAYS: u32 = 3650;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_and_nothing_has_none() {
        let mut numbers = Numbers {
            photos: 0,
            faces: 0,
            people: 0,
            scans: 0,
            matched: 0,
            downloads: 0,
            days: Vec::new(),
            most_downloaded: Vec::new(),
        };
        assert_eq!(numbers.matched_percent(), None);
        (numbers.scans, numbers.matched) = (3, 2);
        assert_eq!(numbers.matched_percent(), Some(67));
    }
}
