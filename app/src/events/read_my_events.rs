use domain::event::{EventList, EventQuery, OrganizerEvent};
use leptos::prelude::*;

use crate::error::AppError;

/// A page of the events of the organizer who is signed in.
#[server(prefix = "/api/fn", endpoint = "my_events")]
pub async fn read_my_events(#[server(default)] query: EventQuery) -> Result<EventList<OrganizerEvent>, AppError> {
    use crate::server::{caller, refuse, services};

    services().my_event_list(&caller(), &query).await.map_err(refuse)
}
