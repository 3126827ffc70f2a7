use domain::OrganizationId;
use leptos::prelude::*;

use crate::error::AppError;

/// Deletes an organization with all its events, and goes on to the profile.
#[server(prefix = "/api/fn", endpoint = "delete_organization")]
pub async fn delete_organization(organization_id: OrganizationId, name: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::organization::OrganizationEnd;

    services().delete_organization(&caller(), OrganizationEnd { organization_id, name }).await.map_err(refuse)?;
    see_other("/admin/profile");
    Ok(())
}
