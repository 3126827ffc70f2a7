use domain::event::Event;
use domain::numbers::{Numbers, Retention};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// An event and its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventNumbers {
    /// The event.
    pub event: Event,
    /// Its numbers.
    pub numbers: Numbers,
    /// How long its faces are kept.
    pub retention: Retention,
    /// Whether the reader may change that.
    pub may_edit: bool,
}

/// The numbers of one event of the organizer who is signed in.
#[server(prefix = "/api/fn", endpoint = "event_numbers")]
pub async fn read_numbers(event: String) -> Result<EventNumbers, AppError> {
    use crate::server::{caller, event_id, refuse, services};

    let (services, caller, id) = (services(), caller(), event_id(&event)?);
    let numbers = services.numbers(&caller, id).await.map_err(refuse)?;
    let retention = services.retention(&caller, id).await.map_err(refuse)?;
    let found = services.organizer_event(&caller, id).await.map_err(refuse)?;
    Ok(EventNumbers { event: found.event, numbers, retention, may_edit: found.may_edit })
}
