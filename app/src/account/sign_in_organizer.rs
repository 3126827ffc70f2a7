use leptos::prelude::*;

use crate::error::AppError;

/// Signs an organizer in, then goes on to their events; to the code where the address is not verified yet.
#[server(prefix = "/api/fn", endpoint = "sign_in_organizer")]
pub async fn sign_in_organizer(email: String, password: String) -> Result<(), AppError> {
    use crate::server::{caller, refuse, see_other, services};
    use domain::ProblemCode;
    use domain::account::Credentials;

    match services().sign_in_organizer(&caller(), Credentials { email, password }).await {
        Err(problem) if problem.code == ProblemCode::VerifyRequired => see_other("/admin/verify"),
        signed_in => {
            signed_in.map_err(refuse)?;
            see_other("/admin");
        }
    }
    Ok(())
}
