use domain::EventId;
use leptos::prelude::*;

use crate::error::AppError;

/// Takes an event's logo away: words mark its public copies again.
#[server(prefix = "/api/fn", endpoint = "remove_logo")]
pub async fn remove_logo(event: EventId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().remove_watermark_logo(&caller(), event).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/watermark"));
    Ok(())
}
