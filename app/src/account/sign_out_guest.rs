use leptos::prelude::*;

use crate::error::AppError;

/// Ends the guest's session.
#[server(prefix = "/api/fn", endpoint = "sign_out_guest")]
pub async fn sign_out_guest() -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};

    services().sign_out(&caller()).await.map_err(refuse)?;
    see_other("/");
    Ok(())
}
