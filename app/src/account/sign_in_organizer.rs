use leptos::prelude::*;

use crate::error::AppError;

/// Signs an organizer in, then goes on to their events.
#[server(prefix = "/api/fn", endpoint = "sign_in_organizer")]
pub async fn sign_in_organizer(email: String, password: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::organizer::Credentials;

    services().sign_in_organizer(&caller(), Credentials { email, password }).await.map_err(refuse)?;
    see_other("/admin");
    Ok(())
}
