//! An account of either kind, as far as the two are alike.

use domain::account::AccountKind;
use domain::{Problem, ProblemCode};
use entities::{account, guest};
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, Set, Unchanged};

use crate::caller::Who;
use crate::fault::OrInternal;
use crate::storage::StorageKey;
use crate::{Caller, Services};

/// An account of either kind.
pub(super) struct Owner {
    pub(super) who: Who,
    pub(super) full_name: String,
    pub(super) email: String,
    pub(super) password_hash: String,
    pub(super) picture_version: i32,
}

impl Services {
    /// The caller's own account.
    pub(super) async fn account_owner(&self, caller: &Caller) -> Result<Owner, Problem> {
        let who = caller.who()?;
        let found = match who {
            Who::Organizer(id) => {
                let row = account::Entity::find_by_id(id).one(self.db()).await.or_internal()?;
                row.map(|row| (row.full_name, row.email, row.password_hash, row.picture_version))
            }
            Who::Guest(id) => {
                let row = guest::Entity::find_by_id(id).one(self.db()).await.or_internal()?;
                row.map(|row| (row.full_name, row.email, row.password_hash, row.picture_version))
            }
        };
        let (full_name, email, password_hash, picture_version) = found.ok_or(ProblemCode::SignInRequired)?;
        Ok(Owner { who, full_name, email, password_hash, picture_version })
    }
}

impl Owner {
    pub(super) const fn kind(&self) -> AccountKind {
        match self.who {
            Who::Organizer(_) => AccountKind::Organizer,
            Who::Guest(_) => AccountKind::Guest,
        }
    }

    pub(super) async fn set_name(&self, db: &DatabaseConnection, name: String) -> Result<(), DbErr> {
        self.change(
            db,
            account::ActiveModel { full_name: Set(name.clone()), ..Default::default() },
            guest::ActiveModel { full_name: Set(name), ..Default::default() },
        )
        .await
    }

    pub(super) async fn set_password(&self, db: &DatabaseConnection, hash: String) -> Result<(), DbErr> {
        self.change(
            db,
            account::ActiveModel { password_hash: Set(hash.clone()), ..Default::default() },
            guest::ActiveModel { password_hash: Set(hash), ..Default::default() },
        )
        .await
    }

    pub(super) async fn set_picture(&self, db: &DatabaseConnection, version: i32) -> Result<(), DbErr> {
        self.change(
            db,
            account::ActiveModel { picture_version: Set(version), ..Default::default() },
            guest::ActiveModel { picture_version: Set(version), ..Default::default() },
        )
        .await
    }

    /// Everything of this account in the photo store.
    pub(super) const fn folder(&self) -> StorageKey {
        match self.who {
            Who::Organizer(id) => StorageKey::Account(id),
            Who::Guest(id) => StorageKey::Guest(id),
        }
    }

    /// One version of the account's picture.
    pub(super) const fn picture(&self, version: i32) -> StorageKey {
        match self.who {
            Who::Organizer(id) => StorageKey::AccountPicture(id, version),
            Who::Guest(id) => StorageKey::GuestPicture(id, version),
        }
    }

    async fn change(
        &self,
        db: &DatabaseConnection,
        mut as_account: account::ActiveModel,
        mut as_guest: guest::ActiveModel,
    ) -> Result<(), DbErr> {
        match self.who {
            Who::Organizer(id) => {
                as_account.id = Unchanged(id);
                as_account.update(db).await?;
            }
            Who::Guest(id) => {
                as_guest.id = Unchanged(id);
                as_guest.update(db).await?;
            }
        }
        Ok(())
    }
}
