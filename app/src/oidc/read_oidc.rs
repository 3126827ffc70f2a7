use leptos::prelude::*;

use crate::error::AppError;

/// What the other house is called that people may sign in through, when there is one.
#[server(prefix = "/api/fn", endpoint = "oidc")]
pub async fn read_oidc() -> Result<Option<String>, AppError> {
    use crate::server::services;

    Ok(services().oidc_name())
}
