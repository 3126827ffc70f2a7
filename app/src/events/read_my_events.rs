use domain::event::{EventList, EventQuery, OrganizerEvent};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of an organizer's events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MyEvents {
    /// The events.
    pub list: EventList<OrganizerEvent>,
    /// Whether the reader may create one.
    pub may_create: bool,
}

/// A page of the events of the organizer who is signed in; refused to who may not create one, where it is read for that.
#[server(prefix = "/api/fn", endpoint = "my_events")]
pub async fn read_my_events(
    #[server(default)] query: EventQuery,
    #[server(default)] to_create: bool,
) -> Result<MyEvents, AppError> {
    use crate::server::{caller, refuse, services};

    let (services, caller) = (services(), caller());
    let list = services.my_event_list(&caller, &query).await.map_err(refuse)?;
    let may_create = services.may_create_event(&caller);
    if to_create {
        may_create.clone().map_err(refuse)?;
    }
    Ok(MyEvents { list, may_create: may_create.is_ok() })
}
