//! Events as the API shows them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

use crate::ids::{AccountId, EventCode, EventId};
use crate::photo::{Progress, UnknownWord};

/// What an event is, to everyone who passes its door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the event, and a field of the API")]
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
    /// Address of the cover picture, 1600 pixels wide, when there is one. The same address with `small` at its end
    /// instead of `large` has one of 640 pixels.
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
    /// Whether it is on the public list; otherwise it is found by its code only.
    pub listed: bool,
    /// Whether guests are asked for a PIN.
    pub pin: bool,
    /// From when on guests get in; none: from the beginning.
    #[serde(with = "time::serde::rfc3339::option")]
    pub opens_at: Option<OffsetDateTime>,
    /// Until when guests get in; none: without end.
    #[serde(with = "time::serde::rfc3339::option")]
    pub closes_at: Option<OffsetDateTime>,
    /// Whether guests may have originals.
    pub downloads: bool,
    /// Whether a scan takes the camera only: no picture can be chosen instead.
    pub camera_only: bool,
    /// Grows with every edit: an edit names the version that it was made of.
    pub version: i64,
}

impl Event {
    /// The last day on which guests get in, as a person says it: one that closes at midnight was open the day before.
    pub fn last_day(&self) -> Option<Date> {
        self.closes_at.map(|end| (end - Duration::SECOND).date())
    }
}

/// What an organizer fills in. Checked by the service, field by field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Whether it is on the public list.
    #[serde(default)]
    pub listed: bool,
    /// 4 to 8 digits; empty: none any more; not given: as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// From when on guests get in: a day (`YYYY-MM-DD`, from its beginning in UTC) or a moment (RFC 3339); empty: always.
    #[serde(default)]
    pub opens_at: String,
    /// Until when guests get in: a day (to its end in UTC) or a moment; empty: without end.
    #[serde(default)]
    pub closes_at: String,
    /// Whether guests may have originals.
    #[serde(default = "yes")]
    pub downloads: bool,
    /// Whether a scan takes the camera only.
    #[serde(default)]
    pub camera_only: bool,
}

const fn yes() -> bool {
    true
}

impl Default for EventDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            location: String::new(),
            date: String::new(),
            category: String::new(),
            listed: false,
            pin: None,
            opens_at: String::new(),
            closes_at: String::new(),
            downloads: yes(),
            camera_only: false,
        }
    }
}

/// An edit: everything an event says of itself, and the version it was made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct EventEdit {
    /// [`Event::version`] as it was read. Refused with `edit_conflict` when it is not the newest.
    pub version: i64,
    /// What the event says from now on.
    #[serde(flatten)]
    pub draft: EventDraft,
}

/// What opens the door of an event that asks for a PIN.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct DoorKey {
    /// The PIN, as it was typed.
    pub pin: String,
}

/// How large a copy of an event's cover is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CoverSize {
    /// At most 1600 pixels wide: across a screen.
    Large,
    /// At most 640 pixels wide: on a card.
    Small,
}

impl CoverSize {
    /// Every size.
    pub const ALL: [Self; 2] = [Self::Large, Self::Small];

    /// The most pixels across.
    pub const fn width(self) -> u32 {
        match self {
            Self::Large => 1600,
            Self::Small => 640,
        }
    }

    /// The word for it in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Small => "small",
        }
    }
}

impl fmt::Display for CoverSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CoverSize {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|size| size.as_str() == text).ok_or(UnknownWord)
    }
}

/// Which events of a list, in which order, and which page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventQuery {
    /// Words that the name, the place, the category or the host must have, all of them.
    pub q: String,
    /// The category, whole.
    pub category: String,
    /// The first day, `YYYY-MM-DD`; empty: any.
    pub from: String,
    /// The last day; empty: any.
    pub to: String,
    /// The order.
    pub sort: EventSort,
    /// Which page, from 1.
    pub page: Option<u32>,
    /// How many a page holds.
    pub per_page: Option<u32>,
}

impl EventQuery {
    /// Whether it leaves anything out, pages aside.
    pub fn is_narrow(&self) -> bool {
        [&self.q, &self.category, &self.from, &self.to].into_iter().any(|text| !text.trim().is_empty())
    }
}

/// The order of a list of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventSort {
    /// The latest date first.
    #[default]
    Newest,
    /// The earliest date first.
    Oldest,
    /// By name.
    Name,
}

impl EventSort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Name];

    /// The word for it on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Name => "name",
        }
    }
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
    /// Whether whoever asks may change the event: photographers may not.
    pub may_edit: bool,
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
    /// For how many days after the event, or after its last photo, its faces are kept; 0: as long as the event.
    pub face_days: u32,
}

/// A list of events, and what it can be filtered by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventList<T> {
    /// One page of it.
    pub events: Page<T>,
    /// The categories that its events have, without the filter; at most 50.
    pub categories: Vec<String>,
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
