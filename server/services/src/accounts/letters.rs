//! The letters about accounts.
//!
//! Nothing that somebody has filled in is repeated in them: a letter of ours must not carry a stranger's words to an
//! address that the stranger chose.

use domain::Language;
use domain::account::AccountKind;

use crate::mail::Letter;
use crate::mail::words::written;

/// A code that shows that the address is theirs.
pub(super) fn verify(language: Language, to: &str, code: &str) -> Letter {
    written(language, to.to_owned(), |words| &words.verify, &[("code", code)])
}

/// Somebody has registered with an address that has an account.
pub(super) fn known_already(language: Language, to: &str, kind: AccountKind, site: &str) -> Letter {
    let (sign_in, forgot) = (format!("{site}{}/login", kind.base()), forgot(kind, site));
    written(language, to.to_owned(), |words| &words.known, &[("sign_in", &sign_in), ("forgot", &forgot)])
}

/// A code that allows a new password.
pub(super) fn reset(language: Language, to: &str, code: &str) -> Letter {
    written(language, to.to_owned(), |words| &words.reset, &[("code", code)])
}

/// The password is another one now.
pub(super) fn password_changed(language: Language, to: &str, kind: AccountKind, site: &str) -> Letter {
    written(language, to.to_owned(), |words| &words.changed, &[("forgot", &forgot(kind, site))])
}

fn forgot(kind: AccountKind, site: &str) -> String {
    format!("{site}{}/forgot", kind.base())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://photos.example.org";

    fn all(language: Language) -> [Letter; 4] {
        [
            verify(language, "a@b.c", "012345"),
            reset(language, "a@b.c", "012345"),
            known_already(language, "a@b.c", AccountKind::Guest, SITE),
            password_changed(language, "a@b.c", AccountKind::Organizer, SITE),
        ]
    }

    #[test]
    fn codes_and_links_stand_on_lines_of_their_own_in_every_language() {
        for &language in Language::ALL {
            for letter in all(language) {
                let alone = |line: &str| line == "012345" || line.starts_with(SITE) && !line.contains(' ');
                assert!(letter.text.lines().map(str::trim).any(alone), "{language}: {}", letter.text);
                assert!(!letter.text.contains("{{"), "{language}: {}", letter.text);
            }
        }
    }

    #[test]
    fn english_letters_are_plain_ascii_so_that_they_arrive_as_they_are() {
        for letter in all(Language::English) {
            assert!(letter.text.is_ascii() && letter.subject.is_ascii(), "{}", letter.text);
        }
    }
}
