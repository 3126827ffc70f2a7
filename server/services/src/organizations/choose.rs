//! Which of their organizations somebody works for.

use domain::organization::OrganizationChoice;
use domain::{Problem, ProblemCode};
use entities::membership;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Works for another organization of the caller's, from the next request of this session on.
    ///
    /// Errors: `sign_in_required`, `forbidden` (not theirs, or not there).
    pub async fn choose_organization(&self, caller: &Caller, choice: OrganizationChoice) -> Result<(), Problem> {
        let me = caller.organizer()?;
        let own = membership::Entity::find_by_id((choice.organization_id, me.account));
        if own.count(self.db()).await.or_internal()? == 0 {
            return Err(ProblemCode::Forbidden.into());
        }
        caller.choose(choice.organization_id).await
    }
}
