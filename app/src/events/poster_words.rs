//! What a printed poster says, in the organizer's language: the server draws it, the words are the pages' own.

use std::str::FromStr;

use domain::event::Event;
use leptos_i18n::{Locale as _, td_string as say};
use time::Date;

use crate::i18n::Locale;

/// The words of a poster.
pub struct PosterWords {
    /// The day.
    pub date: String,
    /// The code to be typed.
    pub code: String,
    /// What to do.
    pub lines: [&'static str; 3],
    /// The language they are in.
    pub language: &'static str,
}

/// The words of an event's poster. A language that is not spoken here becomes the usual one.
pub fn poster_words(language: &str, event: &Event) -> PosterWords {
    let locale = Locale::from_str(language).unwrap_or_default();
    let (first, second) = event.code.as_str().split_at(event.code.as_str().len() / 2);
    PosterWords {
        date: day(locale, event.date),
        code: say!(locale, poster.code, code = format!("{first}-{second}")),
        lines: [say!(locale, poster.one), say!(locale, poster.two), say!(locale, poster.three)],
        language: locale.as_str(),
    }
}

fn day(locale: Locale, date: Date) -> String {
    let month = match u8::from(date.month()) {
        1 => say!(locale, common.months.m1),
        2 => say!(locale, common.months.m2),
        3 => say!(locale, common.months.m3),
        4 => say!(locale, common.months.m4),
        5 => say!(locale, common.months.m5),
        6 => say!(locale, common.months.m6),
        7 => say!(locale, common.months.m7),
        8 => say!(locale, common.months.m8),
        9 => say!(locale, common.months.m9),
        10 => say!(locale, common.months.m10),
        11 => say!(locale, common.months.m11),
        _ => say!(locale, common.months.m12),
    };
    say!(locale, common.day, day = date.day(), month = month, year = date.year())
}
