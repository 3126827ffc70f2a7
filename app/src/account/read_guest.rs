use domain::account::Guest;
use leptos::prelude::*;

use crate::error::AppError;

/// Which guest is signed in, if any.
#[server(prefix = "/api/fn", endpoint = "guest")]
pub async fn read_guest() -> Result<Option<Guest>, AppError> {
    use crate::server::{caller, refuse, services};

    services().guest(&caller()).await.map_err(refuse)
}
