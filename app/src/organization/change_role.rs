use domain::AccountId;
use domain::organization::Role;
use leptos::prelude::*;

use crate::error::AppError;

/// Changes what a member may do.
#[server(prefix = "/api/fn", endpoint = "change_role")]
pub async fn change_role(member: AccountId, role: Role) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::organization::RoleChange;

    services().change_role(&caller(), member, RoleChange { role }).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(())
}
