use domain::event::Page;
use domain::photo::AdminPhoto;
use leptos::prelude::*;

use crate::error::AppError;

/// A page of an event's photos, with state and faces.
#[server(prefix = "/api/fn", endpoint = "event_photos")]
pub async fn read_event_photos(event: String, page: u32) -> Result<Page<AdminPhoto>, AppError> {
    use crate::server::{caller, event_id, refuse, services};

    const PER_PAGE: u32 = 60;

    services().event_photos(&caller(), event_id(&event)?, page, PER_PAGE).await.map_err(refuse)
}
