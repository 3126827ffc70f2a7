use domain::organization::Role;
use leptos::prelude::*;

use crate::error::AppError;

/// Asks somebody in by letter.
#[server(prefix = "/api/fn", endpoint = "invite")]
pub async fn invite(email: String, role: Role) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::organization::NewInvitation;

    services().invite(&caller(), NewInvitation { email, role }).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(())
}
