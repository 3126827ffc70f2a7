use domain::{ActId, EventId};
use leptos::prelude::*;

use crate::error::AppError;

/// Undoes the last thing that was done to an event's people.
#[server(prefix = "/api/fn", endpoint = "undo_people")]
pub async fn undo_people(event: EventId, act: ActId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::people::Undo;

    services().undo_people(&caller(), event, Undo { act }).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/people"));
    Ok(())
}
