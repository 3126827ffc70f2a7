use domain::organization::Organization;
use leptos::prelude::*;

use crate::error::AppError;

/// The organization that the caller works for.
#[server(prefix = "/api/fn", endpoint = "organization")]
pub async fn read_organization() -> Result<Organization, AppError> {
    use crate::server::{caller, refuse, services};

    services().organization(&caller()).await.map_err(refuse)
}
