use leptos::prelude::*;

use crate::error::AppError;

/// Signs a guest in, then goes on to what they asked for; to the code where the address is not verified yet.
#[server(prefix = "/api/fn", endpoint = "sign_in_guest")]
pub async fn sign_in_guest(email: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    use super::next::{after_sign_in, with_next};
    use crate::server::{caller, refuse, see_other, services};
    use domain::ProblemCode;
    use domain::account::{AccountKind, Credentials};

    match services().sign_in_guest(&caller(), Credentials { email, password }).await {
        Err(problem) if problem.code == ProblemCode::VerifyRequired => see_other(&with_next("/verify", &next)),
        signed_in => {
            signed_in.map_err(refuse)?;
            see_other(after_sign_in(AccountKind::Guest, &next));
        }
    }
    Ok(())
}
