//! Codes of six digits that show whose mailbox an address is.

use std::fmt::Write;

use domain::account::AccountKind;
use entities::code;
use rand::Rng;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use time::Duration;

use crate::Services;

/// How long a code is good.
const LIFE: Duration = Duration::minutes(10);
/// How often a code may be tried: five of a million guesses.
const TRIES: i32 = 5;

/// What a code is good for. A code for one thing is worth nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Showing that the address is theirs.
    Verify(AccountKind),
    /// Choosing a new password.
    Reset(AccountKind),
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Verify(AccountKind::Organizer) => "verify_organizer",
            Self::Verify(AccountKind::Guest) => "verify_guest",
            Self::Reset(AccountKind::Organizer) => "reset_organizer",
            Self::Reset(AccountKind::Guest) => "reset_guest",
        }
    }
}

/// What is hashed: a code goes with one purpose and one address.
fn secret(purpose: Purpose, email: &str, code: &str) -> Vec<u8> {
    ["code", purpose.as_str(), email, code].join("\0").into_bytes()
}

impl Services {
    /// Makes a code in place of the one before. Also for an address that nobody has registered, whose code nobody is told:
    /// the same is written for both.
    pub(super) async fn new_code(
        &self,
        db: &impl ConnectionTrait,
        purpose: Purpose,
        email: &str,
    ) -> Result<String, DbErr> {
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
        let hash = self.parts.master_key.hash(&secret(purpose, email, &code));
        let hash = hash.map_err(|error| DbErr::Custom(error.to_string()))?;
        let now = self.now();
        let row = code::ActiveModel {
            purpose: Set(purpose.as_str().to_owned()),
            email: Set(email.to_owned()),
            code_hash: Set(hex(&hash)),
            tries: Set(0),
            created_at: Set(now),
            expires_at: Set(now + LIFE),
        };
        let replace = OnConflict::columns([code::Column::Purpose, code::Column::Email])
            .update_columns([
                code::Column::CodeHash,
                code::Column::Tries,
                code::Column::CreatedAt,
                code::Column::ExpiresAt,
            ])
            .to_owned();
        code::Entity::insert(row).on_conflict(replace).exec_without_returning(db).await?;
        Ok(code)
    }

    /// Spends a code: says whether it was the right one, which it is once. Every call is a try, and has to be committed
    /// whatever comes after it.
    pub(super) async fn spend_code(
        &self,
        db: &impl ConnectionTrait,
        purpose: Purpose,
        email: &str,
        typed: &str,
    ) -> Result<bool, DbErr> {
        let this = code::Column::Purpose.eq(purpose.as_str()).and(code::Column::Email.eq(email));
        // Counted by the database, so that tries at the same time are several.
        let counted = code::Entity::update_many()
            .col_expr(code::Column::Tries, Expr::col(code::Column::Tries).add(1))
            .filter(this.clone())
            .filter(code::Column::Tries.lt(TRIES))
            .filter(code::Column::ExpiresAt.gt(self.now()))
            .exec(db)
            .await?;
        let found = code::Entity::find().filter(this.clone()).one(db).await?;
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let right = found.is_some_and(|row| {
            let hash = bytes(&row.code_hash);
            hash.is_some_and(|hash| self.parts.master_key.is_hash_of(&hash, &secret(purpose, email, &typed)))
        });
        if counted.rows_affected == 0 || !right {
            return Ok(false);
        }
        code::Entity::delete_many().filter(this).exec(db).await?;
        Ok(true)
    }

    /// Removes codes that are no longer good; answers how many.
    pub(crate) async fn sweep_codes(&self) -> Result<u64, DbErr> {
        let expired = code::Entity::delete_many().filter(code::Column::ExpiresAt.lte(self.now()));
        Ok(expired.exec(self.db()).await?.rows_affected)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = hex.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().filter_map(|[high, low]| u8::try_from(high * 16 + low).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_was_written() {
        assert_eq!(bytes(&hex(&[0, 15, 16, 255])), Some(vec![0, 15, 16, 255]));
        assert_eq!(bytes("0g"), None);
        assert_eq!(bytes("000"), None);
    }

    #[test]
    fn purposes_have_words_of_their_own() {
        let kinds = [AccountKind::Organizer, AccountKind::Guest];
        let words: std::collections::BTreeSet<&str> = kinds
            .into_iter()
            .flat_map(|kind| [Purpose::Verify(kind).as_str(), Purpose::Reset(kind).as_str()])
            .collect();
        assert_eq!(words.len(), 4);
    }
}
