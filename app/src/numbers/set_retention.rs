use domain::EventId;
use leptos::prelude::*;

use crate::error::AppError;

/// Sets for how many days after the event its faces are kept.
#[server(prefix = "/api/fn", endpoint = "set_retention")]
pub async fn set_retention(event: EventId, face_days: u32) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::numbers::Retention;

    services().set_retention(&caller(), event, Retention { face_days }).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/numbers"));
    Ok(())
}
