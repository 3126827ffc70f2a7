use domain::InvitationId;
use leptos::prelude::*;

use crate::error::AppError;

/// Takes an invitation back.
#[server(prefix = "/api/fn", endpoint = "withdraw_invitation")]
pub async fn withdraw_invitation(invitation: InvitationId) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};

    services().withdraw_invitation(&caller(), invitation).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(())
}
