use domain::people::PhotoDetails;
use leptos::prelude::*;

use crate::error::AppError;

/// One photo with all that its organization knows of it.
#[server(prefix = "/api/fn", endpoint = "photo_details")]
pub async fn read_photo(event: String, photo: String) -> Result<PhotoDetails, AppError> {
    use crate::server::{caller, event_id, refuse, services};
    use domain::ProblemCode;

    let photo = photo.parse().map_err(|_| refuse(ProblemCode::NotFound.into()))?;
    services().photo_details(&caller(), event_id(&event)?, photo).await.map_err(refuse)
}
