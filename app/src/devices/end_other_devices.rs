use leptos::prelude::*;

use crate::error::AppError;

/// Signs every device of the caller out but this one.
#[server(prefix = "/api/fn", endpoint = "end_other_devices")]
pub async fn end_other_devices() -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, own_page, refuse, services};

    services().end_other_devices(&caller()).await.map_err(refuse)?;
    after_plain_form(&own_page("devices"));
    Ok(())
}
