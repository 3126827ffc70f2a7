//! What the rest of the house asks of passwords: of invitations, profiles, and accounts that go.

use domain::Problem;

use super::{FieldCheck, password};

/// Checks a new password of somebody of whom this is known.
pub(crate) fn check_new_password(fields: &mut FieldCheck, field: &str, password: &str, known: &[&str]) {
    password::check_new(fields, field, password, known);
}

/// Hashes a password.
pub(crate) async fn hash_password(password: String) -> Result<String, Problem> {
    password::hash(password).await
}

/// Whether the password goes with the account's hash. An account that has none takes no password, in the same time.
pub(crate) async fn password_is_right(password: String, hash: String) -> Result<bool, Problem> {
    let tried = password::verify(password, Some(hash).filter(|hash| !hash.is_empty())).await?;
    Ok(tried != password::Tried::Wrong)
}
