//! The words of letters, in every language: `app/locales`, where translators find all others.

use std::sync::LazyLock;

use domain::Language;
use serde::Deserialize;

use super::Letter;

/// Under every letter.
const SIGNATURE: &str = "PicMe";

/// What letters say in one language.
#[derive(Deserialize)]
pub(crate) struct Words {
    greeting: String,
    /// A code that shows that the address is theirs.
    pub(crate) verify: Wording,
    /// Somebody has registered with an address that has an account.
    pub(crate) known: Wording,
    /// A code that allows a new password.
    pub(crate) reset: Wording,
    /// The password is another one now.
    pub(crate) changed: Wording,
    /// Asks somebody into an organization.
    pub(crate) invitation: Wording,
}

/// What one letter says, with places to fill: `{{ code }}`.
#[derive(Deserialize)]
pub(crate) struct Wording {
    subject: String,
    text: String,
}

/// A language's words, read once.
fn words(language: Language) -> &'static Words {
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../app/locales/en/letters.json")));
    static GERMAN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../app/locales/de/letters.json")));
    static ARABIC: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../app/locales/ar/letters.json")));
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Arabic => &ARABIC,
    }
}

fn read(text: &str) -> Words {
    serde_json::from_str(text).expect("a language has all letters; a test reads them")
}

/// Writes a letter in a language, with its places filled.
pub(crate) fn written(
    language: Language,
    to: String,
    which: impl Fn(&Words) -> &Wording,
    places: &[(&str, &str)],
) -> Letter {
    let words = words(language);
    let wording = which(words);
    let text = fill(&wording.text, places);
    Letter {
        to,
        subject: fill(&wording.subject, places),
        text: format!("{}\n\n{text}\n\n{SIGNATURE}\n", words.greeting),
    }
}

/// Fills the places of a text, once: what is filled in has none.
fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut parts = text.split("{{ ");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once(" }}").unwrap_or(("", part));
        filled.extend(places.iter().filter(|(place, _)| *place == name).map(|(_, value)| *value));
        filled.push_str(after);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_letter() {
        for &language in Language::ALL {
            let letter = written(language, "a@b.c".to_owned(), |words| &words.verify, &[("code", "012345")]);
            assert!(letter.text.lines().any(|line| line.trim() == "012345"), "{language}: {}", letter.text);
            assert!(!letter.subject.is_empty(), "{language}");
        }
    }

    #[test]
    fn what_is_filled_in_has_no_places_of_its_own() {
        let places = [("who", "{{ link }}"), ("link", "https://photos.example.org")];
        assert_eq!(fill("{{ who }}: {{ link }}.", &places), "{{ link }}: https://photos.example.org.");
    }
}
