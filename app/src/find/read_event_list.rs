use domain::event::{Event, EventList, EventQuery};
use leptos::prelude::*;

use crate::error::AppError;

/// A page of the public list of events.
#[server(prefix = "/api/fn", endpoint = "event_list")]
pub async fn read_event_list(#[server(default)] query: EventQuery) -> Result<EventList<Event>, AppError> {
    use crate::server::{caller, refuse, services};

    services().event_list(&caller(), &query).await.map_err(refuse)
}
