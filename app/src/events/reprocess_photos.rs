use domain::{EventId, PhotoId};
use leptos::prelude::*;

use crate::error::AppError;

/// Processes photos anew. Without any, nothing happens.
#[server(prefix = "/api/fn", endpoint = "reprocess_photos")]
pub async fn reprocess_photos(event: EventId, #[server(default)] ids: Vec<PhotoId>) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().reprocess_photos(&caller(), event, &ids).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}"));
    Ok(())
}
