use domain::EventId;
use leptos::prelude::*;

use crate::error::AppError;

/// Deletes an event whose name was typed, for everyone and for good.
#[server(prefix = "/api/fn", endpoint = "delete_event")]
pub async fn delete_event(event: EventId, confirm_name: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};

    services().delete_named_event(&caller(), event, &confirm_name).await.map_err(refuse)?;
    see_other("/admin");
    Ok(())
}
