use leptos::prelude::*;

use crate::error::AppError;

/// Gives the PIN of an event, then goes on to the page that asked for it, else to the event.
#[server(prefix = "/api/fn", endpoint = "pass_door")]
pub async fn pass_door(code: String, pin: String, #[server(default)] next: String) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, event_ref, refuse, services};
    use domain::event::DoorKey;

    use crate::account::is_path_of_ours;

    let event = event_ref(&code)?;
    services().pass_door(&caller(), event, DoorKey { pin }).await.map_err(refuse)?;
    // Only what was read as an event's name goes into the address.
    let event = format!("/e/{}", code.trim());
    after_plain_form(if is_path_of_ours(&next) { &next } else { &event });
    Ok(())
}
