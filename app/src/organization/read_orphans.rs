use domain::organization::Orphan;
use leptos::prelude::*;

use crate::error::AppError;

/// The organizations that would have no owner if the caller's account went.
#[server(prefix = "/api/fn", endpoint = "orphans")]
pub async fn read_orphans() -> Result<Vec<Orphan>, AppError> {
    use crate::server::{caller, refuse, services};

    services().orphans(&caller()).await.map_err(refuse)
}
