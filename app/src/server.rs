//! The server's side of a server function: the use cases and who asks, out of the Leptos context, and how to answer.
//!
//! The only module that exists on the server alone. Bodies of `#[server]` functions are stripped in the browser, so
//! what they use of it needs no `cfg` of its own.

use domain::{EventId, EventRef, Problem, ProblemCode};
use http::request::Parts;
use http::{Method, StatusCode, header};
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
