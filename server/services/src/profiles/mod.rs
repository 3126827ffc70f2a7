//! An account in its owner's hands: name, picture, password, and its end. The same for organizers and guests.

mod end;
mod owner;
mod password;
mod picture;
mod portrait;

use domain::Problem;
use domain::profile::{NewName, Profile};

use crate::accounts::FieldCheck;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// The caller's own account.
    ///
    /// Errors: `sign_in_required`.
    pub async fn profile(&self, caller: &Caller) -> Result<Profile, Problem> {
        let owner = self.account_owner(caller).await?;
        Ok(Profile {
            kind: owner.kind(),
            has_password: !owner.password_hash.is_empty(),
            picture_url: (owner.picture_version > 0).then(|| format!("/api/me/picture?v={}", owner.picture_version)),
            full_name: owner.full_name,
            email: owner.email,
        })
    }

    /// Gives the caller another name.
    ///
    /// Errors: `sign_in_required`, `invalid_fields`.
    pub async fn change_name(&self, caller: &Caller, new: NewName) -> Result<Profile, Problem> {
        let owner = self.account_owner(caller).await?;
        let mut fields = FieldCheck::default();
        let full_name = fields.required("full_name", &new.full_name);
        fields.finish()?;
        owner.set_name(self.db(), full_name).await.or_internal()?;
        self.profile(caller).await
    }
}
