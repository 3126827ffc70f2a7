use domain::OrganizationId;
use leptos::prelude::*;

use crate::error::AppError;

/// Works for another organization from now on, and goes on to its events.
#[server(prefix = "/api/fn", endpoint = "choose_organization")]
pub async fn choose_organization(organization_id: OrganizationId) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::organization::OrganizationChoice;

    services().choose_organization(&caller(), OrganizationChoice { organization_id }).await.map_err(refuse)?;
    see_other("/admin");
    Ok(())
}
