use domain::event::Landing;
use leptos::prelude::*;

use crate::error::AppError;

/// Everything a landing page shows.
#[server(prefix = "/api/fn", endpoint = "landing")]
pub async fn read_landing(code: String) -> Result<Landing, AppError> {
    use crate::server::{caller, event_ref, refuse, services};

    services().landing(&caller(), event_ref(&code)?).await.map_err(refuse)
}
