use leptos::prelude::*;

use crate::error::AppError;

/// Gives the caller another name.
#[server(prefix = "/api/fn", endpoint = "change_name")]
pub async fn change_name(full_name: String) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, own_page, refuse, services};
    use domain::profile::NewName;

    services().change_name(&caller(), NewName { full_name }).await.map_err(refuse)?;
    after_plain_form(&own_page("profile?saved"));
    Ok(())
}
