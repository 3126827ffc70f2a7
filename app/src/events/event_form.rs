//! What the settings' form holds, on its way to the server and back.

use domain::event::{Event, EventDraft, EventEdit};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// Everything the settings' form holds. A box that is not ticked is not sent at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form")]
pub struct EventForm {
    /// The version of the event that the form was filled with.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Where it is.
    pub location: String,
    /// What kind it is.
    pub category: String,
    /// On the public list.
    pub listed: bool,
    /// A new PIN; empty: as it was.
    pub pin: String,
    /// No PIN any more.
    pub remove_pin: bool,
    /// The first day; empty: none.
    pub opens_at: String,
    /// The last day; empty: none.
    pub closes_at: String,
    /// Guests may have originals.
    pub downloads: bool,
    /// The scan takes the camera only.
    pub camera_only: bool,
}

impl EventForm {
    /// The form as an event fills it.
    pub fn of(event: &Event) -> Self {
        Self {
            version: event.version,
            name: event.name.clone(),
            date: event.date.to_string(),
            location: event.location.clone(),
            category: event.category.clone(),
            listed: event.listed,
            pin: String::new(),
            remove_pin: false,
            opens_at: event.opens_at.map(|at| at.date().to_string()).unwrap_or_default(),
            closes_at: event.last_day().map(|day| day.to_string()).unwrap_or_default(),
            downloads: event.downloads,
            camera_only: event.camera_only,
        }
    }

    /// The edit that it asks for.
    pub fn into_edit(self) -> EventEdit {
        let pin =
            if self.remove_pin { Some(String::new()) } else { Some(self.pin).filter(|pin| !pin.trim().is_empty()) };
        let draft = EventDraft {
            name: self.name,
            location: self.location,
            date: self.date,
            category: self.category,
            listed: self.listed,
            pin,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            downloads: self.downloads,
            camera_only: self.camera_only,
        };
        EventEdit { version: self.version, draft }
    }

    /// What was typed, as an address carries it back to the page of a plain form. Never the PIN: addresses are kept.
    pub fn to_query(&self) -> String {
        let mut params = ParamsMap::new();
        params.insert("conflict", String::new());
        for (name, text) in self.texts() {
            params.insert(name, text.to_owned());
        }
        for (name, ticked) in self.boxes().into_iter().filter(|(_, ticked)| *ticked) {
            params.insert(name, ticked.to_string());
        }
        params.to_query_string()
    }

    /// What was typed, out of the address of a page that a plain form came back to after a conflict.
    pub fn from_query(params: &ParamsMap) -> Option<Self> {
        params.get("conflict")?;
        let text = |name: &str| params.get(name).unwrap_or_default();
        let ticked = |name: &str| params.get(name).is_some();
        Some(Self {
            version: 0,
            name: text("name"),
            date: text("date"),
            location: text("location"),
            category: text("category"),
            listed: ticked("listed"),
            pin: String::new(),
            remove_pin: ticked("remove_pin"),
            opens_at: text("opens_at"),
            closes_at: text("closes_at"),
            downloads: ticked("downloads"),
            camera_only: ticked("camera_only"),
        })
    }

    fn texts(&self) -> [(&'static str, &str); 6] {
        [
            ("name", &self.name),
            ("date", &self.date),
            ("location", &self.location),
            ("category", &self.category),
            ("opens_at", &self.opens_at),
            ("closes_at", &self.closes_at),
        ]
    }

    fn boxes(&self) -> [(&'static str, bool); 4] {
        [
            ("listed", self.listed),
            ("remove_pin", self.remove_pin),
            ("downloads", self.downloads),
            ("camera_only", self.camera_only),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_pin_keeps_the_old_one_and_the_box_removes_it() {
        let pin = |pin: &str, remove_pin| {
            EventForm { pin: pin.into(), remove_pin, ..EventForm::default() }.into_edit().draft.pin
        };
        assert_eq!(pin(" ", false), None);
        assert_eq!(pin("1234", false), Some("1234".into()));
        assert_eq!(pin("1234", true), Some(String::new()));
    }

    #[test]
    fn a_pin_never_stands_in_an_address() {
        let form = EventForm { pin: "4711".into(), ..EventForm::default() };
        assert!(!form.to_query().contains("4711"), "{}", form.to_query());
    }
}
