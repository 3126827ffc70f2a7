use domain::{EventId, PhotoId};
use leptos::prelude::*;

use crate::error::AppError;

/// Deletes a photo, for everyone and for good.
#[server(prefix = "/api/fn", endpoint = "delete_photo")]
pub async fn delete_photo(event: EventId, photo: PhotoId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().delete_photo(&caller(), event, photo).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}"));
    Ok(())
}
