//! What the letters about accounts say.
//!
//! Nothing that somebody has filled in is repeated in them: a letter of ours must not carry a stranger's words to an
//! address that the stranger chose.

use domain::account::AccountKind;

use crate::mail::Letter;

const SIGNATURE: &str = "PicMe";

/// A code that shows that the address is theirs.
pub(super) fn verify(to: &str, code: &str) -> Letter {
    letter(
        to,
        "Your code for PicMe",
        &format!(
            "Enter this code on the page that asks for it:\n\n    {code}\n\nIt is good for ten minutes, and the newest code \
             is the only one that works.\n\nYou did not ask for it? Then somebody has mistyped their address. Do not pass \
             the code on, and nothing happens."
        ),
    )
}

/// Somebody has registered with an address that has an account.
pub(super) fn known_already(to: &str, kind: AccountKind, site: &str) -> Letter {
    let base = kind.base();
    letter(
        to,
        "You have an account with PicMe",
        &format!(
            "Somebody has just registered with this address, and it has an account already. If that was you, sign in:\n\n    \
             {site}{base}/login\n\nIf you do not remember the password, choose a new one:\n\n    {site}{base}/forgot\n\nIf it \
             was somebody else, nothing has changed."
        ),
    )
}

/// A code that allows a new password.
pub(super) fn reset(to: &str, code: &str) -> Letter {
    letter(
        to,
        "A new password for PicMe",
        &format!(
            "To choose a new password, enter this code on the page that asks for it:\n\n    {code}\n\nIt is good for ten \
             minutes, and the newest code is the only one that works.\n\nYou did not ask for it? Do not pass the code on, \
             and nothing happens."
        ),
    )
}

/// The password is another one now.
pub(super) fn password_changed(to: &str, kind: AccountKind, site: &str) -> Letter {
    let base = kind.base();
    letter(
        to,
        "Your password for PicMe has changed",
        &format!(
            "The password of your account is a new one, and every device that was signed in is signed out.\n\nThat was not \
             you? Choose another one at once:\n\n    {site}{base}/forgot"
        ),
    )
}

fn letter(to: &str, subject: &str, text: &str) -> Letter {
    Letter { to: to.to_owned(), subject: subject.to_owned(), text: format!("Hello,\n\n{text}\n\n{SIGNATURE}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_plain_ascii_so_that_a_code_arrives_as_it_is() {
        let site = "https://photos.example.org";
        for letter in [
            verify("a@b.c", "012345"),
            reset("a@b.c", "012345"),
            known_already("a@b.c", AccountKind::Guest, site),
            password_changed("a@b.c", AccountKind::Organizer, site),
        ] {
            assert!(letter.text.is_ascii() && letter.subject.is_ascii(), "{}", letter.text);
        }
    }
}
