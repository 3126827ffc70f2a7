//! The letter that asks somebody in.

use crate::mail::Letter;

/// Asks somebody into an organization.
pub(super) fn invitation(to: String, organization: &str, link: &str) -> Letter {
    // A header is one line, whatever an organization is called.
    let one_line: String = organization.chars().filter(|c| !c.is_control()).collect();
    Letter {
        to,
        subject: format!("{one_line} asks you to join on PicMe"),
        text: format!(
            "Hello,\n\n{one_line} asks you to help with their events on PicMe. Open this link to join:\n\n{link}\n\n\
             The link is good for seven days and for you alone. If you do not know {one_line}, do nothing: without \
             the link nothing happens.\n"
        ),
    }
}
