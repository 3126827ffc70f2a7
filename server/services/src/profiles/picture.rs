//! The picture of an account: shown to themselves and to fellow members.

use domain::profile::Profile;
use domain::{AccountId, Problem, ProblemCode};
use entities::{account, membership};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::portrait::portrait;
use crate::fault::OrInternal;
use crate::storage::StorageKey;
use crate::{Caller, Picture, Services};

/// Bytes of a chosen picture (`contract`: pictures of pages ≤ 5 MB).
const MOST_BYTES: usize = 5 * 1024 * 1024;

impl Services {
    /// Gives the caller's account another picture.
    ///
    /// Errors: `sign_in_required`, `too_large`, `not_a_picture`.
    pub async fn set_picture(&self, caller: &Caller, content: Vec<u8>) -> Result<Profile, Problem> {
        let owner = self.account_owner(caller).await?;
        if content.len() > MOST_BYTES {
            return Err(ProblemCode::TooLarge.into());
        }
        let jpeg = portrait(content).await?;
        let version = owner.picture_version.max(0) + 1;
        // File first, row second: a row is a promise that the file is there.
        self.parts.store.put(&owner.picture(version), jpeg).await.or_internal()?;
        owner.set_picture(self.db(), version).await.or_internal()?;
        self.parts.store.keep_version(&owner.folder(), version).await.or_internal()?;
        self.profile(caller).await
    }

    /// Takes the picture of the caller's account away.
    ///
    /// Errors: `sign_in_required`.
    pub async fn remove_picture(&self, caller: &Caller) -> Result<Profile, Problem> {
        let owner = self.account_owner(caller).await?;
        owner.set_picture(self.db(), 0).await.or_internal()?;
        self.parts.store.delete_all(&owner.folder()).await.or_internal()?;
        self.profile(caller).await
    }

    /// The picture of the caller's own account.
    ///
    /// Errors: `sign_in_required`, `not_found` (they have none).
    pub async fn own_picture(&self, caller: &Caller) -> Result<Picture, Problem> {
        let owner = self.account_owner(caller).await?;
        if owner.picture_version == 0 {
            return Err(ProblemCode::NotFound.into());
        }
        self.read_portrait(&owner.picture(owner.picture_version)).await
    }

    /// The picture of a fellow member.
    ///
    /// Errors: `sign_in_required`, `forbidden` (no fellow member, or no picture).
    pub async fn member_picture(&self, caller: &Caller, member: AccountId) -> Result<Picture, Problem> {
        let me = caller.organizer()?;
        let fellow = membership::Entity::find_by_id((me.organization, member));
        if fellow.count(self.db()).await.or_internal()? == 0 {
            return Err(ProblemCode::Forbidden.into());
        }
        let row = account::Entity::find_by_id(member).one(self.db()).await.or_internal()?;
        match row.filter(|row| row.picture_version > 0) {
            Some(row) => self.read_portrait(&StorageKey::AccountPicture(row.id, row.picture_version)).await,
            None => Err(ProblemCode::Forbidden.into()),
        }
    }

    async fn read_portrait(&self, key: &StorageKey) -> Result<Picture, Problem> {
        let bytes = self.parts.store.read(key).await.or_internal()?;
        Ok(Picture { bytes, media_type: "image/jpeg".to_owned(), filename: None })
    }
}
