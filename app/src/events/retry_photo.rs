use domain::{EventId, PhotoId};
use leptos::prelude::*;

use crate::error::AppError;

/// Puts a photo that failed back in the queue.
#[server(prefix = "/api/fn", endpoint = "retry_photo")]
pub async fn retry_photo(event: EventId, photo: PhotoId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().retry_photo(&caller(), event, photo).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}"));
    Ok(())
}
