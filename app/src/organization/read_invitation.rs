use domain::organization::InvitationOffer;
use leptos::prelude::*;

use crate::error::AppError;

/// What an invitation's link shows.
#[server(prefix = "/api/fn", endpoint = "invitation")]
pub async fn read_invitation(token: String) -> Result<InvitationOffer, AppError> {
    use crate::server::{caller, refuse, services};

    services().invitation(&caller(), &token).await.map_err(refuse)
}
