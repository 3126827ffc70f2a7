//! The server's side of a server function: the use cases and who asks, out of the Leptos context, and how to answer.
//!
//! The only module that exists on the server alone. Bodies of `#[server]` functions are stripped in the browser, so
//! what they use of it needs no `cfg` of its own.

use domain::{EventId, EventRef, Problem, ProblemCode};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use services::{Caller, Services};

use crate::error::AppError;

/// The use cases.
pub fn services() -> Services {
    expect_context()
}

/// Who asks.
pub fn caller() -> Caller {
    expect_context()
}

/// Refuses: the answer gets the problem's status, be it a page or JSON. A plain form goes back to its page instead,
/// which then shows the error.
pub fn refuse(problem: Problem) -> AppError {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set_status(if is_plain_form() { StatusCode::SEE_OTHER } else { status });
    AppError(problem)
}

/// Goes on to another page, with WASM and without.
pub fn see_other(path: &str) {
    leptos_axum::redirect(path);
    if is_plain_form() {
        set_status(StatusCode::SEE_OTHER);
    }
}

/// Where a form goes on that was sent without WASM; with WASM the page stays and reads its data again.
pub fn after_plain_form(path: &str) {
    if is_plain_form() {
        see_other(path);
    }
}

/// A page of the caller's own account: organizers and guests each have theirs.
pub fn own_page(name: &str) -> String {
    let whose = if caller().guest().is_some() { "/me" } else { "/admin" };
    format!("{whose}/{name}")
}

/// Has the browser keep a word, for so many seconds. Not for secrets: it is sent over http as well.
pub fn keep_cookie(name: &str, value: &str, seconds: u32) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax");
    if let (Ok(cookie), Some(response)) = (HeaderValue::from_str(&cookie), use_context::<ResponseOptions>()) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// The event an address names by id or code.
pub fn event_ref(text: &str) -> Result<EventRef, AppError> {
    text.parse().map_err(|_| refuse(ProblemCode::EventNotFound.into()))
}

/// The event an organizer's address names.
pub fn event_id(text: &str) -> Result<EventId, AppError> {
    text.parse().map_err(|_| refuse(ProblemCode::EventNotFound.into()))
}

fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Whether a browser sent a `<form>` by itself: it wants a page, our client wants JSON.
pub fn is_plain_form() -> bool {
    use_context::<Parts>().is_some_and(|request| {
        let wants_page = request.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        request.method == Method::POST && wants_page.is_some_and(|accept| accept.contains("text/html"))
    })
}

/// Whether an address stays on this site: browsers take `//` and `/\` for another one.
pub fn is_local(path: &str) -> bool {
    let mut start = path.chars();
    start.next() == Some('/') && !matches!(start.next(), Some('/' | '\\')) && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert!(is_local("/"));
        assert!(is_local("/e/7k2m9011ab/photos?page=2"));
        for path in ["", "e", "https://evil.example", "//evil.example", "/\\evil.example", "/\n/evil.example"] {
            assert!(!is_local(path), "{path:?}");
        }
    }
}
