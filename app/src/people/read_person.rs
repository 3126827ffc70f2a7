use domain::event::OrganizerEvent;
use domain::people::PersonPhotos;
use leptos::prelude::*;

use crate::error::AppError;

/// One person of an event, with a page of the photos they are in.
#[server(prefix = "/api/fn", endpoint = "person")]
pub async fn read_person(event: String, person: String, page: u32) -> Result<(OrganizerEvent, PersonPhotos), AppError> {
    use crate::server::{caller, event_id, refuse, services};
    use domain::ProblemCode;

    let (services, caller, id) = (services(), caller(), event_id(&event)?);
    let person = person.parse().map_err(|_| refuse(ProblemCode::NotFound.into()))?;
    let found = services.person(&caller, id, person, page).await.map_err(refuse)?;
    Ok((services.organizer_event(&caller, id).await.map_err(refuse)?, found))
}
