use leptos::prelude::*;

use crate::error::AppError;

/// Ends the session.
#[server(prefix = "/api/fn", endpoint = "sign_out_organizer")]
pub async fn sign_out_organizer() -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};

    services().sign_out(&caller()).await.map_err(refuse)?;
    see_other("/");
    Ok(())
}
