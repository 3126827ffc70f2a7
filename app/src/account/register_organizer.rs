use leptos::prelude::*;

use crate::error::AppError;

/// Makes an account, then goes on to sign in. Says the same whether or not the address is known.
#[server(prefix = "/api/fn", endpoint = "register_organizer")]
pub async fn register_organizer(organization_name: String, email: String, password: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::organizer::{NextStep, OrganizerRegistration};

    let registration = OrganizerRegistration { organization_name, email, password };
    let next = services().register_organizer(&caller(), registration).await.map_err(refuse)?;
    match next.next {
        NextStep::Login => see_other("/admin/login?registered"),
    }
    Ok(())
}
