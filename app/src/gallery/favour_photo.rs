use domain::PhotoId;
use domain::download::Favourite;
use leptos::prelude::*;

use crate::error::AppError;

/// Gives a photo a heart or takes it away. Without WASM it goes back to the list, or to the photo in the `viewer`.
#[server(prefix = "/api/fn", endpoint = "favour_photo")]
pub async fn favour_photo(
    code: String,
    photo: PhotoId,
    favourite: bool,
    show: String,
    viewer: bool,
) -> Result<Favourite, AppError> {
    use super::selection::Selection;
    use crate::server::{after_plain_form, caller, event_ref, refuse, services};

    let event = event_ref(&code)?;
    let done = services().set_favourite(&caller(), event, photo, favourite).await.map_err(refuse)?;
    let show = Selection::parse(Some(&show));
    if viewer {
        after_plain_form(&format!("/e/{code}/photo/{photo}{}", show.mine_query()));
    } else {
        after_plain_form(&format!("/e/{code}/mine{}#photo-{photo}", show.query()));
    }
    Ok(done)
}
