use domain::profile::Profile;
use leptos::prelude::*;

use crate::error::AppError;

/// The caller's own account.
#[server(prefix = "/api/fn", endpoint = "profile")]
pub async fn read_profile() -> Result<Profile, AppError> {
    use crate::server::{caller, refuse, services};

    services().profile(&caller()).await.map_err(refuse)
}
