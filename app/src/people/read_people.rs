use domain::event::OrganizerEvent;
use domain::people::People;
use leptos::prelude::*;

use crate::error::AppError;

/// An event and the people in its photos.
#[server(prefix = "/api/fn", endpoint = "people")]
pub async fn read_people(event: String) -> Result<(OrganizerEvent, People), AppError> {
    use crate::server::{caller, event_id, refuse, services};

    let (services, caller, id) = (services(), caller(), event_id(&event)?);
    let people = services.people(&caller, id).await.map_err(refuse)?;
    Ok((services.organizer_event(&caller, id).await.map_err(refuse)?, people))
}
