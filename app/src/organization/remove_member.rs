use domain::AccountId;
use leptos::prelude::*;

use crate::error::AppError;

/// Takes a member out of the organization.
#[server(prefix = "/api/fn", endpoint = "remove_member")]
pub async fn remove_member(member: AccountId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().remove_member(&caller(), member).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(())
}
