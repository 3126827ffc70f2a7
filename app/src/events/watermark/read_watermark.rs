use domain::event::Event;
use domain::photo::Watermark;
use leptos::prelude::*;

use crate::error::AppError;

/// An event of the organizer who is signed in, and how its public copies are marked.
#[server(prefix = "/api/fn", endpoint = "watermark")]
pub async fn read_watermark(event: String) -> Result<(Event, Watermark), AppError> {
    use crate::server::{caller, event_id, refuse, services};

    let (services, caller, event) = (services(), caller(), event_id(&event)?);
    let watermark = services.watermark(&caller, event).await.map_err(refuse)?;
    let found = services.organizer_event(&caller, event).await.map_err(refuse)?;
    Ok((found.event, watermark))
}
