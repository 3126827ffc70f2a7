//! What an organizer filled in, checked field by field.

use domain::Problem;
use domain::event::EventDraft;
use domain::problem::FieldProblemCode;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, OffsetDateTime, Time, UtcOffset};

use super::pin;
use crate::accounts::FieldCheck;

/// What an organizer filled in, checked.
pub(super) struct CheckedDraft {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) date: Date,
    pub(super) category: String,
    pub(super) listed: bool,
    pub(super) pin: PinChange,
    pub(super) opens_at: Option<OffsetDateTime>,
    pub(super) closes_at: Option<OffsetDateTime>,
    pub(super) downloads: bool,
    pub(super) camera_only: bool,
}

/// What becomes of an event's PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PinChange {
    Keep,
    Remove,
    Set(String),
}

impl PinChange {
    /// The hash from now on.
    pub(super) async fn hash(self, before: Option<String>) -> Result<Option<String>, Problem> {
        match self {
            Self::Keep => Ok(before),
            Self::Remove => Ok(None),
            Self::Set(pin) => pin::hash(pin).await.map(Some),
        }
    }
}

/// Which end of a day a date stands for.
#[derive(Clone, Copy)]
enum Edge {
    Beginning,
    End,
}

impl CheckedDraft {
    pub(super) fn check(draft: &EventDraft) -> Result<Self, Problem> {
        let mut fields = FieldCheck::default();
        let name = fields.required("name", &draft.name);
        let location = fields.optional("location", &draft.location);
        let category = fields.optional("category", &draft.category);
        let date = day(&mut fields, "date", &draft.date);
        if draft.date.trim().is_empty() {
            fields.fail("date", FieldProblemCode::Required);
        }
        let opens_at = moment(&mut fields, "opens_at", &draft.opens_at, Edge::Beginning);
        let closes_at = moment(&mut fields, "closes_at", &draft.closes_at, Edge::End);
        if opens_at.zip(closes_at).is_some_and(|(opens, closes)| closes <= opens) {
            fields.fail("closes_at", FieldProblemCode::TooEarly);
        }
        let pin = match draft.pin.as_deref().map(str::trim) {
            None => PinChange::Keep,
            Some("") => PinChange::Remove,
            Some(typed) => pin::digits(typed).map_or_else(
                || {
                    fields.fail("pin", FieldProblemCode::NotAPin);
                    PinChange::Keep
                },
                PinChange::Set,
            ),
        };
        fields.finish()?;
        Ok(Self {
            name,
            location,
            // `finish` has refused a date that is missing.
            date: date.unwrap_or(Date::MIN),
            category,
            listed: draft.listed,
            pin,
            opens_at,
            closes_at,
            downloads: draft.downloads,
            camera_only: draft.camera_only,
        })
    }

    /// What the event is searched by.
    pub(super) fn search(&self) -> String {
        format!("{} {} {}", self.name, self.location, self.category).to_lowercase()
    }
}

/// A day, `YYYY-MM-DD`; none where nothing is written.
pub(super) fn day(fields: &mut FieldCheck, field: &str, written: &str) -> Option<Date> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    // Beyond these years the databases and the calendars of the pages part ways.
    let day = Date::parse(written, &Iso8601::DATE).ok().filter(|day| (1000..=9998).contains(&day.year()));
    if day.is_none() {
        fields.fail(field, FieldProblemCode::NotADate);
    }
    day
}

fn moment(fields: &mut FieldCheck, field: &str, written: &str, edge: Edge) -> Option<OffsetDateTime> {
    if let Ok(moment) = OffsetDateTime::parse(written.trim(), &Rfc3339) {
        return Some(moment.to_offset(UtcOffset::UTC));
    }
    let day = day(fields, field, written)?;
    let day = match edge {
        Edge::Beginning => day,
        Edge::End => day.next_day()?,
    };
    Some(OffsetDateTime::new_utc(day, Time::MIDNIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn draft(change: impl FnOnce(&mut EventDraft)) -> EventDraft {
        let mut draft = EventDraft { name: "Party".into(), date: "2026-06-20".into(), ..EventDraft::default() };
        change(&mut draft);
        draft
    }

    fn wrong(draft: &EventDraft) -> Vec<(String, FieldProblemCode)> {
        let problem = CheckedDraft::check(draft).err().expect("refused");
        problem.fields.into_iter().map(|field| (field.field, field.code)).collect()
    }

    #[test]
    fn a_last_day_is_open_to_its_end() {
        let checked = CheckedDraft::check(&draft(|draft| {
            draft.opens_at = "2026-06-20".into();
            draft.closes_at = "2026-06-20".into();
        }));
        let checked = checked.unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(checked.opens_at, Some(datetime!(2026-06-20 00:00 UTC)));
        assert_eq!(checked.closes_at, Some(datetime!(2026-06-21 00:00 UTC)));
    }

    #[test]
    fn what_is_wrong_is_said_field_by_field() {
        let all = draft(|draft| {
            draft.name = " ".into();
            draft.location = "x".repeat(201);
            draft.date = "tomorrow".into();
            draft.opens_at = "2026-07-01".into();
            draft.closes_at = "2026-06-01".into();
            draft.pin = Some("12".into());
        });
        let expected = [
            ("name", FieldProblemCode::Required),
            ("location", FieldProblemCode::TooLong),
            ("date", FieldProblemCode::NotADate),
            ("closes_at", FieldProblemCode::TooEarly),
            ("pin", FieldProblemCode::NotAPin),
        ];
        assert_eq!(wrong(&all), expected.map(|(field, code)| (field.to_owned(), code)));
        assert_eq!(wrong(&draft(|draft| draft.date.clear())), [("date".to_owned(), FieldProblemCode::Required)]);
    }

    #[test]
    fn a_pin_stays_goes_or_comes() {
        let pin = |pin: Option<&str>| {
            CheckedDraft::check(&draft(|draft| draft.pin = pin.map(str::to_owned)))
                .unwrap_or_else(|problem| panic!("{problem}"))
                .pin
        };
        assert_eq!(pin(None), PinChange::Keep);
        assert_eq!(pin(Some(" ")), PinChange::Remove);
        assert_eq!(pin(Some("0815")), PinChange::Set("0815".into()));
    }
}
