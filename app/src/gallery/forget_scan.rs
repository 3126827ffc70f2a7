use leptos::prelude::*;

use crate::error::AppError;

/// Closes what this session's scan of the event has opened.
#[server(prefix = "/api/fn", endpoint = "forget_scan")]
pub async fn forget_scan(code: String) -> Result<(), AppError> {
    use crate::server::{caller, event_ref, refuse, see_other, services};

    let event = event_ref(&code)?;
    services().forget_scan(&caller(), event).await.map_err(refuse)?;
    see_other(&format!("/e/{code}?forgotten"));
    Ok(())
}
