use domain::account::AccountKind;
use leptos::prelude::*;

use crate::error::AppError;

/// Sends a new code to who waits for one.
#[server(prefix = "/api/fn", endpoint = "send_code_again")]
pub async fn send_code_again(
    kind: AccountKind,
    email: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use super::next::with_next;
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::account::CodeRequest;

    services().send_code_again(&caller(), kind, CodeRequest { email }).await.map_err(refuse)?;
    after_plain_form(&with_next(&format!("{}/verify", kind.base()), &next));
    Ok(())
}
