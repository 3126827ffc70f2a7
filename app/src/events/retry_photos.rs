use domain::EventId;
use leptos::prelude::*;

use crate::error::AppError;

/// Puts every photo that failed back in the queue.
#[server(prefix = "/api/fn", endpoint = "retry_photos")]
pub async fn retry_photos(event: EventId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().retry_photos(&caller(), event).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}"));
    Ok(())
}
