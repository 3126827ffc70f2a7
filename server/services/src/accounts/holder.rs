//! Whose account it is: an organizer's or a guest's, in the few ways both are handled alike.

use domain::account::AccountKind;
use domain::{AccountId, GuestId};
use entities::{account, guest};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryTrait, UpdateMany};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

/// Who holds an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Hosts events.
    Organizer(AccountId),
    /// Keeps what they found.
    Guest(GuestId),
}

/// An account as far as signing in goes.
pub(super) struct Known {
    pub(super) holder: Holder,
    pub(super) password_hash: String,
    pub(super) verified: bool,
}

impl Known {
    /// The account of an address, if there is one.
    pub(super) async fn find(db: &impl ConnectionTrait, kind: AccountKind, email: &str) -> Result<Option<Self>, DbErr> {
        Ok(match kind {
            AccountKind::Organizer => {
                let found = account::Entity::find().filter(account::Column::Email.eq(email)).one(db).await?;
                found.map(|row| Self {
                    holder: Holder::Organizer(row.id),
                    password_hash: row.password_hash,
                    verified: row.verified_at.is_some(),
                })
            }
            AccountKind::Guest => {
                let found = guest::Entity::find().filter(guest::Column::Email.eq(email)).one(db).await?;
                found.map(|row| Self {
                    holder: Holder::Guest(row.id),
                    password_hash: row.password_hash,
                    verified: row.verified_at.is_some(),
                })
            }
        })
    }

    /// What a session keeps to know this password again.
    pub(super) fn password_mark(&self) -> Vec<u8> {
        password_mark(&self.password_hash)
    }
}

/// The hash of a password's hash.
pub(super) fn password_mark(password_hash: &str) -> Vec<u8> {
    Sha256::digest(password_hash.as_bytes()).to_vec()
}

impl Holder {
    /// Keeps a new hash of the password; where `old` is given, only instead of that one.
    pub(super) async fn set_hash(self, db: &impl ConnectionTrait, old: Option<&str>, new: &str) -> Result<(), DbErr> {
        match self {
            Self::Organizer(id) => {
                let update = account::Entity::update_many().col_expr(account::Column::PasswordHash, Expr::value(new));
                let update = update.filter(account::Column::Id.eq(id));
                let same = |update: UpdateMany<_>, old| update.filter(account::Column::PasswordHash.eq(old));
                update.apply_if(old, same).exec(db).await?;
            }
            Self::Guest(id) => {
                let update = guest::Entity::update_many().col_expr(guest::Column::PasswordHash, Expr::value(new));
                let update = update.filter(guest::Column::Id.eq(id));
                let same = |update: UpdateMany<_>, old| update.filter(guest::Column::PasswordHash.eq(old));
                update.apply_if(old, same).exec(db).await?;
            }
        }
        Ok(())
    }

    /// Notes that the address has been shown to be theirs.
    pub(super) async fn verify(self, db: &impl ConnectionTrait, now: OffsetDateTime) -> Result<(), DbErr> {
        match self {
            Self::Organizer(id) => {
                let update = account::Entity::update_many().col_expr(account::Column::VerifiedAt, Expr::value(now));
                update.filter(account::Column::Id.eq(id)).exec(db).await?;
            }
            Self::Guest(id) => {
                let update = guest::Entity::update_many().col_expr(guest::Column::VerifiedAt, Expr::value(now));
                update.filter(guest::Column::Id.eq(id)).exec(db).await?;
            }
        }
        Ok(())
    }
}
