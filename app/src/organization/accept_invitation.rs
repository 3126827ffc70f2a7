use leptos::prelude::*;

use crate::error::AppError;

/// Joins an organization, then goes on to its events.
#[server(prefix = "/api/fn", endpoint = "accept_invitation")]
pub async fn accept_invitation(
    token: String,
    #[server(default)] full_name: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::organization::InvitationAnswer;

    let answer = InvitationAnswer { token, full_name, password };
    services().accept_invitation(&caller(), answer).await.map_err(refuse)?;
    see_other("/admin");
    Ok(())
}
