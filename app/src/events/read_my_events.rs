use domain::event::OrganizerEvent;
use leptos::prelude::*;

use crate::error::AppError;

/// The events of the organizer who is signed in.
#[server(prefix = "/api/fn", endpoint = "my_events")]
pub async fn read_my_events() -> Result<Vec<OrganizerEvent>, AppError> {
    use crate::server::{caller, refuse, services};

    services().my_events(&caller()).await.map_err(refuse)
}
