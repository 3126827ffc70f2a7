use domain::event::OrganizerEvent;
use leptos::prelude::*;

use crate::error::AppError;

/// One event of the organizer who is signed in.
#[server(prefix = "/api/fn", endpoint = "organizer_event")]
pub async fn read_event(event: String) -> Result<OrganizerEvent, AppError> {
    use crate::server::{caller, event_id, refuse, services};

    services().organizer_event(&caller(), event_id(&event)?).await.map_err(refuse)
}
