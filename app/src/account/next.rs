//! Where somebody goes on who has signed in.

use std::fmt::Write;

use domain::account::AccountKind;
use leptos::prelude::GetUntracked;
use leptos_router::hooks::use_query_map;

/// Where an account of a kind begins, when nothing else was asked for.
pub(super) const fn start(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Organizer => "/admin",
        AccountKind::Guest => "/me",
    }
}

/// The path that was asked for, where it is one of this site, else where the account begins. An organizer begins at their events.
///
/// Anybody can write an address with a `next` in it, and a browser reads `//evil.example` and `/\evil.example` as another site.
pub(super) fn after_sign_in(kind: AccountKind, next: &str) -> &str {
    if kind == AccountKind::Guest && is_path_of_ours(next) { next } else { start(kind) }
}

/// Whether a text is a path of this site that a browser reads as one, and of no unusual length.
pub fn is_path_of_ours(path: &str) -> bool {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    plain && path.starts_with('/') && !path.starts_with("//") && path.len() <= 200
}

/// The `next` of this page's address.
pub(super) fn asked_next() -> String {
    let next = use_query_map().get_untracked().get("next").unwrap_or_default();
    if is_path_of_ours(&next) { next } else { String::new() }
}

/// An address that passes `next` on.
pub(super) fn with_next(path: &str, next: &str) -> String {
    if is_path_of_ours(next) { format!("{path}?next={}", as_value(next)) } else { path.to_owned() }
}

/// A path as a value in an address.
fn as_value(path: &str) -> String {
    path.bytes().fold(String::new(), |mut encoded, byte| {
        if b"%&+#=?".contains(&byte) {
            let _ = write!(encoded, "%{byte:02X}");
        } else {
            encoded.push(char::from(byte));
        }
        encoded
    })
}

/// Where somebody signs in who wants to see a page that needs it.
pub fn sign_in_first(path: &str) -> String {
    if path == "/admin" || path.starts_with("/admin/") {
        return "/admin/login?first".to_owned();
    }
    with_next("/login", path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        let guest = |next| after_sign_in(AccountKind::Guest, next);
        assert_eq!(guest("/e/7k2m9011ab/mine?show=maybe"), "/e/7k2m9011ab/mine?show=maybe");
        for other in ["", "e", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil", "/ü", "/a\nb"]
        {
            assert_eq!(guest(other), "/me", "{other:?}");
        }
        assert_eq!(after_sign_in(AccountKind::Organizer, "/e"), "/admin");
    }

    #[test]
    fn what_is_asked_for_is_passed_on() {
        assert_eq!(sign_in_first("/admin/events/new"), "/admin/login?first");
        assert_eq!(sign_in_first("/administration"), "/login?next=/administration");
        assert_eq!(with_next("/login", "/me?a=b&c"), "/login?next=/me%3Fa%3Db%26c");
        assert_eq!(with_next("/login", "//evil"), "/login");
    }
}
