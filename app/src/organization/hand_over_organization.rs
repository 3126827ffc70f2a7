use domain::{AccountId, OrganizationId};
use leptos::prelude::*;

use crate::error::AppError;

/// Makes another member an owner too.
#[server(prefix = "/api/fn", endpoint = "hand_over_organization")]
pub async fn hand_over_organization(organization_id: OrganizationId, to: AccountId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::organization::HandOver;

    services().hand_over(&caller(), HandOver { organization_id, to }).await.map_err(refuse)?;
    after_plain_form("/admin/profile/delete");
    Ok(())
}
