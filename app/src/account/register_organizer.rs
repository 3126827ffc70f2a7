use leptos::prelude::*;

use crate::error::AppError;

/// Makes an account, then goes on to the code. Says the same whether or not the address is known.
#[server(prefix = "/api/fn", endpoint = "register_organizer")]
pub async fn register_organizer(organization_name: String, email: String, password: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::organizer::OrganizerRegistration;

    let registration = OrganizerRegistration { organization_name, email, password };
    services().register_organizer(&caller(), registration).await.map_err(refuse)?;
    see_other("/admin/verify");
    Ok(())
}
