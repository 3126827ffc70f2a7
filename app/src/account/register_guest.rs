use leptos::prelude::*;

use crate::error::AppError;

/// Makes a guest's account, then goes on to the code. Says the same whether or not the address is known.
#[server(prefix = "/api/fn", endpoint = "register_guest")]
pub async fn register_guest(
    full_name: String,
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use super::next::with_next;
    use crate::server::{caller, refuse, see_other, services};
    use domain::account::GuestRegistration;

    let registration = GuestRegistration { full_name, email, password };
    services().register_guest(&caller(), registration).await.map_err(refuse)?;
    see_other(&with_next("/verify", &next));
    Ok(())
}
