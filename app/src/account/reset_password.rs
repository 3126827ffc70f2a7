use domain::account::AccountKind;
use leptos::prelude::*;

use crate::error::AppError;

/// Takes the code and the new password, signs in, and goes on.
#[server(prefix = "/api/fn", endpoint = "reset_password")]
pub async fn reset_password(kind: AccountKind, email: String, code: String, password: String) -> Result<(), AppError> {
    use super::next::start;
    use crate::server::{caller, refuse, see_other, services};
    use domain::account::PasswordReset;

    let given = PasswordReset { email, code, password };
    match kind {
        AccountKind::Organizer => services().reset_organizer(&caller(), given).await.map(drop),
        AccountKind::Guest => services().reset_guest(&caller(), given).await.map(drop),
    }
    .map_err(refuse)?;
    see_other(start(kind));
    Ok(())
}
