use domain::organizer::Organizer;
use leptos::prelude::*;

use crate::error::AppError;

/// Who is signed in, if anyone.
#[server(prefix = "/api/fn", endpoint = "organizer")]
pub async fn read_organizer() -> Result<Option<Organizer>, AppError> {
    use crate::server::{caller, refuse, services};

    services().organizer(&caller()).await.map_err(refuse)
}
