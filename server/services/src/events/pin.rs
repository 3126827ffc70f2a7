//! PINs of events: 4 to 8 digits, kept as argon2id.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::{Problem, ProblemCode};
use rand::RngCore;
use sha2::{Digest, Sha256};

use crate::fault::OrInternal;

/// Memory, passes and lanes after the OWASP Password Storage Cheat Sheet: 19 MiB, 2, 1.
fn argon2id() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// The digits of what was typed, whichever keyboard they come from; `None` where it is no PIN.
pub(super) fn digits(typed: &str) -> Option<String> {
    let digit = |letter: char| match letter {
        '0'..='9' => Some(letter),
        // Arabic-Indic digits, as Arabic and Persian keyboards have them.
        '\u{660}'..='\u{669}' => char::from_digit(letter as u32 - 0x660, 10),
        '\u{6F0}'..='\u{6F9}' => char::from_digit(letter as u32 - 0x6F0, 10),
        _ => None,
    };
    let pin: String = typed.chars().filter(|letter| !letter.is_whitespace()).map(digit).collect::<Option<_>>()?;
    (4..=8).contains(&pin.len()).then_some(pin)
}

/// Hashes a PIN, away from the threads that serve requests.
pub(super) async fn hash(pin: String) -> Result<String, Problem> {
    tokio::task::spawn_blocking(move || {
        let mut random = [0; 16];
        rand::rng().fill_bytes(&mut random);
        let salt = SaltString::encode_b64(&random)?;
        Ok::<_, argon2::password_hash::Error>(argon2id().hash_password(pin.as_bytes(), &salt)?.to_string())
    })
    .await
    .or_internal()?
    .map_err(|error| {
        tracing::error!(%error, "a PIN could not be hashed");
        ProblemCode::Internal.into()
    })
}

/// Whether this is the PIN that was hashed.
pub(super) async fn verify(pin: String, hash: String) -> Result<bool, Problem> {
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|parsed| argon2id().verify_password(pin.as_bytes(), &parsed).is_ok())
    })
    .await
    .or_internal()
}

/// What a session keeps of a PIN it has given: another PIN has another mark, and the hash's salt makes it tell nothing.
pub(super) fn mark(hash: &str) -> String {
    Sha256::digest(hash).iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_eight_digits_of_any_keyboard() {
        assert_eq!(digits(" 12 34 "), Some("1234".to_owned()));
        assert_eq!(digits("١٢٣٤٥"), Some("12345".to_owned()));
        assert_eq!(digits("۱۲۳۴"), Some("1234".to_owned()));
        for wrong in ["", "123", "123456789", "12a4", "12-34"] {
            assert_eq!(digits(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_pin_verifies_against_its_own_hash_only() {
        let hashed = hash("1234".into()).await.expect("hashed");
        assert_eq!(verify("1234".into(), hashed.clone()).await, Ok(true));
        assert_eq!(verify("1235".into(), hashed.clone()).await, Ok(false));
        assert_ne!(mark(&hashed), mark(&hash("1234".into()).await.expect("hashed")));
    }
}
