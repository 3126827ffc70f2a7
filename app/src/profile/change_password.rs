use leptos::prelude::*;

use crate::error::AppError;

/// Gives the caller's account another password, and signs other devices out.
#[server(prefix = "/api/fn", endpoint = "change_password")]
pub async fn change_password(
    #[server(default)] current_password: String,
    new_password: String,
) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, own_page, refuse, services};
    use domain::profile::PasswordChange;

    let change = PasswordChange { current_password, new_password };
    services().change_password(&caller(), change).await.map_err(refuse)?;
    after_plain_form(&own_page("profile?changed"));
    Ok(())
}
