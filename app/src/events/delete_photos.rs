use domain::{EventId, PhotoId};
use leptos::prelude::*;

use crate::error::AppError;

/// Deletes photos, for everyone and for good. Without any, nothing happens.
#[server(prefix = "/api/fn", endpoint = "delete_photos")]
pub async fn delete_photos(event: EventId, #[server(default)] ids: Vec<PhotoId>) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().delete_photos(&caller(), event, &ids).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}"));
    Ok(())
}
