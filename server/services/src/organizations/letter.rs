//! The letter that asks somebody in.

use domain::Language;

use crate::mail::Letter;
use crate::mail::words::written;

/// Asks somebody into an organization, in the language of who asks.
pub(super) fn invitation(language: Language, to: String, organization: &str, link: &str) -> Letter {
    // A header is one line, whatever an organization is called.
    let one_line: String = organization.chars().filter(|c| !c.is_control()).collect();
    written(language, to, |words| &words.invitation, &[("organization", &one_line), ("link", link)])
}
