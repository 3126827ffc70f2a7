use leptos::prelude::*;

use crate::error::AppError;

/// Makes an event, then goes on to it.
#[server(prefix = "/api/fn", endpoint = "create_event")]
pub async fn create_event(name: String, date: String, location: String, category: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::event::EventDraft;

    let draft = EventDraft { name, location, date, category, ..EventDraft::default() };
    let event = services().create_event(&caller(), draft).await.map_err(refuse)?;
    see_other(&format!("/admin/events/{}", event.id));
    Ok(())
}
