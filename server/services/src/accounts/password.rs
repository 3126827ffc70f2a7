//! Passwords: argon2id, and what is asked of a new one.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Params, Version};
use domain::password::{Strength, strength};
use domain::problem::FieldProblemCode;
use domain::{Problem, ProblemCode};
use rand::RngCore;

use super::FieldCheck;
use crate::fault::OrInternal;

/// Memory in KiB, passes and lanes after the OWASP Password Storage Cheat Sheet: 19 MiB, 2, 1. When they change, every
/// password is hashed anew at its next sign-in.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

fn argon2id() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What became of a try at a password.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tried {
    /// It is another one, or there is none.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, and this is its hash by today's parameters, to be kept instead of the old one.
    RightAndRehashed(String),
}

/// Checks a new password of somebody of whom this is known.
pub(super) fn check_new(fields: &mut FieldCheck, field: &str, password: &str, known: &[&str]) {
    let problem = match strength(password, known) {
        _ if password.is_empty() => FieldProblemCode::Required,
        Strength::TooShort => FieldProblemCode::TooShort,
        Strength::TooLong => FieldProblemCode::TooLong,
        Strength::TooCommon => FieldProblemCode::TooCommon,
        Strength::Fair | Strength::Good => return,
    };
    fields.fail(field, problem);
}

/// Hashes a password, away from the threads that serve requests.
pub(super) async fn hash(password: String) -> Result<String, Problem> {
    tokio::task::spawn_blocking(move || hash_now(&password)).await.or_internal()?.map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        ProblemCode::Internal.into()
    })
}

fn hash_now(password: &str) -> Result<String, argon2::password_hash::Error> {
    let mut random = [0; 16];
    rand::rng().fill_bytes(&mut random);
    let salt = SaltString::encode_b64(&random)?;
    Ok(argon2id().hash_password(password.as_bytes(), &salt)?.to_string())
}

/// Whether the password goes with the hash. Without a hash it works just as long and says no, so that the time
/// of an answer does not tell whether an address is registered.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<Tried, Problem> {
    tokio::task::spawn_blocking(move || {
        let Some(parsed) = hash.as_deref().and_then(|hash| PasswordHash::new(hash).ok()) else {
            let mut nothing = [0; 32];
            let _ = argon2id().hash_password_into(password.as_bytes(), b"nobody has this salt", &mut nothing);
            return Tried::Wrong;
        };
        if argon2id().verify_password(password.as_bytes(), &parsed).is_err() {
            return Tried::Wrong;
        }
        if is_current(&parsed) {
            return Tried::Right;
        }
        hash_now(&password).map_or(Tried::Right, Tried::RightAndRehashed)
    })
    .await
    .or_internal()
}

/// Whether a hash was made by today's parameters.
fn is_current(hash: &PasswordHash<'_>) -> bool {
    let made_with = Params::try_from(hash)
        .map(|params| (params.m_cost(), params.t_cost(), params.p_cost()))
        .is_ok_and(|made| made == (MEMORY, PASSES, LANES));
    hash.algorithm == ARGON2ID_IDENT && hash.version == Some(Version::V0x13 as u32) && made_with
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hashed = hash("correct horse battery".into()).await.expect("hashed");
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert_eq!(verify("correct horse battery".into(), Some(hashed.clone())).await, Ok(Tried::Right));
        assert_eq!(verify("correct horse batterY".into(), Some(hashed)).await, Ok(Tried::Wrong));
        assert_eq!(verify("correct horse battery".into(), None).await, Ok(Tried::Wrong));
        assert_eq!(verify(String::new(), Some(String::new())).await, Ok(Tried::Wrong), "no password opens nothing");
    }

    #[tokio::test]
    async fn an_old_hash_is_made_anew() {
        let weak = Argon2::new(Algorithm::Argon2i, Version::V0x13, Params::new(8 * 1024, 1, 1, None).expect("params"));
        let salt = SaltString::encode_b64(&[7; 16]).expect("a salt");
        let old = weak.hash_password(b"correct horse battery", &salt).expect("hashed").to_string();
        assert_eq!(verify("another horse".into(), Some(old.clone())).await, Ok(Tried::Wrong));
        let Ok(Tried::RightAndRehashed(new)) = verify("correct horse battery".into(), Some(old)).await else {
            panic!("an old hash is not kept");
        };
        assert!(new.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{new}");
        assert_eq!(verify("correct horse battery".into(), Some(new)).await, Ok(Tried::Right));
    }
}
