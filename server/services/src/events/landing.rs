//! What a guest's first page shows.

use domain::event::{Event, Landing};
use domain::{EventRef, Problem};
use entities::{event, grant_photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::progress::Counted;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// An event, to whoever passes its door.
    ///
    /// Errors: `event_not_found`.
    pub async fn event(&self, caller: &Caller, event: EventRef) -> Result<Event, Problem> {
        let row = self.event_past_door(caller, &event).await?;
        self.describe_event(row).await
    }

    /// Everything the landing page shows.
    ///
    /// Errors: `event_not_found`.
    pub async fn landing(&self, caller: &Caller, event: EventRef) -> Result<Landing, Problem> {
        let row = self.event_past_door(caller, &event).await?;
        self.landing_of(caller, row).await
    }

    /// The same of an event whose door the caller has passed.
    pub(crate) async fn landing_of(&self, caller: &Caller, row: event::Model) -> Result<Landing, Problem> {
        let Counted { progress, public } = self.counted(row.id).await?;
        let mine = match self.live_grant(caller, row.id).await? {
            Some(grant) => {
                let opened = grant_photo::Entity::find().filter(grant_photo::Column::GrantId.eq(grant.id));
                Some(opened.count(self.db()).await.or_internal()?)
            }
            None => None,
        };
        let face_days = row.face_days.unsigned_abs();
        let event = self.describe_counted(row, progress.ready).await?;
        Ok(Landing { event, public_photos: public, progress, mine, face_days })
    }
}
