use leptos::prelude::*;

use crate::error::AppError;

/// Gives the PIN of an event, then goes on to it.
#[server(prefix = "/api/fn", endpoint = "pass_door")]
pub async fn pass_door(code: String, pin: String) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, event_ref, refuse, services};
    use domain::event::DoorKey;

    let event = event_ref(&code)?;
    services().pass_door(&caller(), event, DoorKey { pin }).await.map_err(refuse)?;
    // Only what was read as an event's name goes into the address.
    after_plain_form(&format!("/e/{}", code.trim()));
    Ok(())
}
