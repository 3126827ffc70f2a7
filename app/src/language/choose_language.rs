//! The reader chooses a language.

use leptos::prelude::*;

use crate::error::AppError;

/// Keeps the language for a year and goes back to the page `here`, which then speaks it.
#[server(prefix = "/api/fn", endpoint = "choose_language")]
pub async fn choose_language(language: String, here: String) -> Result<(), AppError> {
    use domain::ProblemCode;

    use crate::server::{is_local, keep_cookie, refuse, see_other};

    const YEAR: u32 = 365 * 24 * 60 * 60;
    if !super::is_spoken(&language) {
        return Err(refuse(ProblemCode::BadRequest.into()));
    }
    keep_cookie(super::COOKIE, &language, YEAR);
    see_other(if is_local(&here) { &here } else { "/" });
    Ok(())
}
