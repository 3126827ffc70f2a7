//! Events as the API shows them.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::ids::{AccountId, EventCode, EventId};
use crate::photo::Progress;

/// What an event is, to everyone who passes its door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What it is called, 1 to 200 characters.
    pub name: String,
    /// Where it is, up to 200 characters.
    pub location: String,
    /// The day it takes place.
    #[serde(with = "iso_date")]
    pub date: Date,
    /// Wedding, race, festival…; up to 200 characters.
    pub category: String,
    /// Who hosts it.
    pub organization_name: String,
    /// Address of the cover picture, when there is one.
    pub cover_thumbnail: Option<String>,
    /// Photos that are ready.
    pub photos_count: u64,
    /// Its code: the landing page is `/e/{code}`.
    pub code: EventCode,
    /// Address of its QR code picture.
    pub qr_code: String,
    /// The account that created it.
    pub created_by: AccountId,
    /// When it was created.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// What an organizer fills in. Checked by the service, field by field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct EventDraft {
    /// 1 to 200 characters.
    pub name: String,
    /// Up to 200 characters.
    #[serde(default)]
    pub location: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Up to 200 characters.
    #[serde(default)]
    pub category: String,
}

/// An event on an organizer's dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct OrganizerEvent {
    /// The event.
    pub event: Event,
    /// How far its photos are.
    pub progress: Progress,
    /// The landing page's full address, as the QR code says it.
    pub landing_url: String,
}

/// Everything a guest's landing page shows, in one read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Landing {
    /// The event.
    pub event: Event,
    /// How many photos everyone with the link may see (group and scenery).
    pub public_photos: u64,
    /// How far processing is: a guest is told when to look again.
    pub progress: Progress,
    /// How many photos this session's scan has opened, when it has a grant that still lives.
    pub mine: Option<u64>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many items a page holds.
    pub per_page: u32,
    /// How many items there are on all pages.
    pub total: u64,
}

/// Dates as `YYYY-MM-DD`, whatever the locale.
pub mod iso_date {
    use serde::{Deserialize, Deserializer, Serializer, de};
    use time::{Date, format_description::well_known::Iso8601};

    /// Writes `2026-06-21`.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    /// Reads `2026-06-21`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text, &Iso8601::DATE).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_as_it_is_written() {
        #[derive(Serialize, Deserialize)]
        struct Day(#[serde(with = "iso_date")] Date);
        let day = Day(time::macros::date!(2026 - 06 - 21));
        let json = serde_json::to_string(&day).expect("json");
        assert_eq!(json, "\"2026-06-21\"");
        assert_eq!(serde_json::from_str::<Day>(&json).expect("a date").0, day.0);
    }
}
