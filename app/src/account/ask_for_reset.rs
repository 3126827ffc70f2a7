use domain::account::AccountKind;
use leptos::prelude::*;

use crate::error::AppError;

/// Sends a code for a new password, then goes on to it. Says the same whether or not the address is known.
#[server(prefix = "/api/fn", endpoint = "ask_for_reset")]
pub async fn ask_for_reset(kind: AccountKind, email: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::account::CodeRequest;

    services().ask_for_reset(&caller(), kind, CodeRequest { email }).await.map_err(refuse)?;
    see_other(&format!("{}/reset", kind.base()));
    Ok(())
}
