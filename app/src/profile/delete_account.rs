use leptos::prelude::*;

use crate::error::AppError;

/// Deletes the caller's account, then goes on to the start page.
#[server(prefix = "/api/fn", endpoint = "delete_account")]
pub async fn delete_account(confirmation: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::profile::AccountEnd;

    services().delete_account(&caller(), AccountEnd { confirmation }).await.map_err(refuse)?;
    see_other("/");
    Ok(())
}
