use leptos::prelude::*;

use crate::error::AppError;

/// Takes the caller's picture away.
#[server(prefix = "/api/fn", endpoint = "remove_picture")]
pub async fn remove_picture() -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, own_page, refuse, services};

    services().remove_picture(&caller()).await.map_err(refuse)?;
    after_plain_form(&own_page("profile"));
    Ok(())
}
