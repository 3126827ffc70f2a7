//! "Forget me": the grant goes, now.

use domain::{EventRef, Problem};
use entities::grant;
use sea_orm::EntityTrait;

use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Closes what this session's scan of the event opened, on every device of the guest's account, and drops its
    /// favourites and who downloaded what. Nothing to forget is no error.
    ///
    /// Errors: `event_not_found`.
    pub async fn forget_scan(&self, caller: &Caller, event: EventRef) -> Result<(), Problem> {
        let event = self.event_to_forget(caller, &event).await?;
        let grants = [caller.grant(event.id).await?, self.account_grant(caller, event.id).await?];
        for grant in grants.into_iter().flatten() {
            grant::Entity::delete_by_id(grant).exec(self.db()).await.or_internal()?;
        }
        caller.drop_grant(event.id).await?;
        self.forget_kept(caller, event.id).await
    }
}
