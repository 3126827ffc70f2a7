use domain::FaceId;
use leptos::prelude::*;

use crate::error::AppError;

/// The guest's answer to "Is this you?". Yes opens the photo.
#[server(prefix = "/api/fn", endpoint = "answer_maybe")]
pub async fn answer_maybe(code: String, face: FaceId, mine: bool) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, event_ref, refuse, services};
    use domain::scan::MaybeAnswer;

    let event = event_ref(&code)?;
    services().answer_maybe(&caller(), event, face, MaybeAnswer { mine }).await.map_err(refuse)?;
    after_plain_form(&format!("/e/{code}/mine?show=maybe"));
    Ok(())
}
