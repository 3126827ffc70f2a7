use domain::account::AccountKind;
use leptos::prelude::*;

use crate::error::AppError;

/// The address that a code has been sent to, for who waits for it.
#[server(prefix = "/api/fn", endpoint = "awaited_address")]
pub async fn read_awaited_address(kind: AccountKind) -> Result<Option<String>, AppError> {
    use crate::server::{caller, refuse, services};

    services().awaited_address(&caller(), kind).await.map_err(refuse)
}
