use domain::account::AccountKind;
use leptos::prelude::*;

use crate::error::AppError;

/// Takes the code that was sent, signs in, and goes on.
#[server(prefix = "/api/fn", endpoint = "verify_address")]
pub async fn verify_address(
    kind: AccountKind,
    email: String,
    code: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use super::next::after_sign_in;
    use crate::server::{caller, refuse, see_other, services};
    use domain::account::Verification;

    let given = Verification { email, code };
    match kind {
        AccountKind::Organizer => services().verify_organizer(&caller(), given).await.map(drop),
        AccountKind::Guest => services().verify_guest(&caller(), given).await.map(drop),
    }
    .map_err(refuse)?;
    see_other(after_sign_in(kind, &next));
    Ok(())
}
