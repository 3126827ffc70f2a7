use leptos::prelude::*;

use crate::error::AppError;

/// Gives the organization another name.
#[server(prefix = "/api/fn", endpoint = "rename_organization")]
pub async fn rename_organization(name: String) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::organization::OrganizationName;

    services().rename_organization(&caller(), OrganizationName { name }).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(())
}
