//! An organization's name, which guests see.

use domain::Problem;
use domain::organization::{Organization, OrganizationName};
use entities::organization;
use sea_orm::{ActiveModelTrait, Set, Unchanged};

use crate::accounts::FieldCheck;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Gives the caller's organization another name.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners), `invalid_fields`.
    pub async fn rename_organization(&self, caller: &Caller, new: OrganizationName) -> Result<Organization, Problem> {
        let owner = caller.may_own()?;
        let mut fields = FieldCheck::default();
        let name = fields.required("name", &new.name);
        fields.finish()?;
        let change =
            organization::ActiveModel { id: Unchanged(owner.organization), name: Set(name), ..Default::default() };
        change.update(self.db()).await.or_internal()?;
        self.organization(caller).await
    }
}
