use leptos::prelude::*;

use crate::error::AppError;

/// Takes the organization's logo away: words mark new events again.
#[server(prefix = "/api/fn", endpoint = "remove_organization_logo")]
pub async fn remove_organization_logo() -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().remove_organization_logo(&caller()).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(())
}
