//! Passwords: argon2id, and what is asked of a new one.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::problem::FieldProblemCode;
use domain::{Problem, ProblemCode};
use rand::RngCore;

use super::FieldCheck;
use crate::fault::OrInternal;

/// NIST SP 800-63B asks for length, not for composition.
const SHORTEST: usize = 12;
/// Long enough for every pass phrase, short enough that hashing it is no attack.
const LONGEST: usize = 200;

/// Memory, passes and lanes after the OWASP Password Storage Cheat Sheet: 19 MiB, 2, 1.
fn argon2id() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Checks a new password.
pub(super) fn check_new(fields: &mut FieldCheck, field: &str, password: &str) {
    match password.chars().count() {
        0 => fields.fail(field, FieldProblemCode::Required),
        length if length < SHORTEST => fields.fail(field, FieldProblemCode::TooShort),
        length if length > LONGEST => fields.fail(field, FieldProblemCode::TooLong),
        _ => {}
    }
}

/// Hashes a password, away from the threads that serve requests.
pub(super) async fn hash(password: String) -> Result<String, Problem> {
    tokio::task::spawn_blocking(move || {
        let mut random = [0; 16];
        rand::rng().fill_bytes(&mut random);
        let salt = SaltString::encode_b64(&random)?;
        Ok::<_, argon2::password_hash::Error>(argon2id().hash_password(password.as_bytes(), &salt)?.to_string())
    })
    .await
    .or_internal()?
    .map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        ProblemCode::Internal.into()
    })
}

/// Whether the password goes with the hash. Without a hash it works just as long and says no, so that the time
/// of an answer does not tell whether an address is registered.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, Problem> {
    tokio::task::spawn_blocking(move || {
        let Some(hash) = hash else {
            let mut nothing = [0; 32];
            let _ = argon2id().hash_password_into(password.as_bytes(), b"nobody has this salt", &mut nothing);
            return false;
        };
        let parsed = PasswordHash::new(&hash);
        parsed.is_ok_and(|parsed| argon2id().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .or_internal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hashed = hash("correct horse battery".into()).await.expect("hashed");
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert_eq!(verify("correct horse battery".into(), Some(hashed.clone())).await, Ok(true));
        assert_eq!(verify("correct horse batterY".into(), Some(hashed)).await, Ok(false));
        assert_eq!(verify("correct horse battery".into(), None).await, Ok(false));
    }
}
