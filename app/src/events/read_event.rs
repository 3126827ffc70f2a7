use domain::event::OrganizerEvent;
use leptos::prelude::*;

use crate::error::AppError;

/// One event of the organizer who is signed in; refused to who may not change it, where it is read for that.
#[server(prefix = "/api/fn", endpoint = "organizer_event")]
pub async fn read_event(event: String, #[server(default)] to_edit: bool) -> Result<OrganizerEvent, AppError> {
    use crate::server::{caller, event_id, refuse, services};

    let (services, caller, event) = (services(), caller(), event_id(&event)?);
    if to_edit {
        services.may_edit_event(&caller, event).await.map_err(refuse)?;
    }
    services.organizer_event(&caller, event).await.map_err(refuse)
}
