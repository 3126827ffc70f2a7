use leptos::prelude::*;

use crate::error::AppError;

/// Signs one of the caller's devices out.
#[server(prefix = "/api/fn", endpoint = "end_device")]
pub async fn end_device(device: String) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, own_page, refuse, services};

    services().end_device(&caller(), &device).await.map_err(refuse)?;
    after_plain_form(&own_page("devices"));
    Ok(())
}
