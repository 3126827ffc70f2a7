use domain::photo::{EventPhotos, PhotoFilter, PhotoSort};
use leptos::prelude::*;

use crate::error::AppError;

/// Photos on a page of the list.
pub const PER_PAGE: u32 = 60;

/// A page of an event's photos, with state and faces, and how many each filter has.
#[server(prefix = "/api/fn", endpoint = "event_photos")]
pub async fn read_event_photos(
    event: String,
    page: u32,
    filter: PhotoFilter,
    sort: PhotoSort,
    /// The id of a person, or nothing.
    person: String,
) -> Result<EventPhotos, AppError> {
    use crate::server::{caller, event_id, refuse, services};
    use domain::ProblemCode;
    use domain::photo::PhotoQuery;

    let person = match person.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| refuse(ProblemCode::NotFound.into()))?),
    };
    let query = PhotoQuery { filter, person, sort, page, per_page: PER_PAGE };
    services().event_photos(&caller(), event_id(&event)?, query).await.map_err(refuse)
}
