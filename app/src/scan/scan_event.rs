use domain::event::Event;
use leptos::prelude::*;

use crate::error::AppError;

/// The event that is scanned for.
#[server(prefix = "/api/fn", endpoint = "scan_event")]
pub async fn scan_event(code: String) -> Result<Event, AppError> {
    use crate::server::{caller, event_ref, refuse, services};

    let landing = services().landing(&caller(), event_ref(&code)?).await.map_err(refuse)?;
    Ok(landing.event)
}
