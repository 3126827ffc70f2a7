use leptos::prelude::*;

use crate::error::AppError;

/// Leaves the organization, and goes on to the profile, which is theirs with an organization or without.
#[server(prefix = "/api/fn", endpoint = "leave_organization")]
pub async fn leave_organization() -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};

    services().leave_organization(&caller()).await.map_err(refuse)?;
    see_other("/admin/profile");
    Ok(())
}
