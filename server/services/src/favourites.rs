//! Hearts: the photos a guest likes best among their own.

use domain::download::Favourite;
use domain::{EventId, EventRef, PhotoId, Problem, ProblemCode};
use entities::{favourite, grant_photo};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};

use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Makes a photo that the caller's scan has opened a favourite, or no favourite any more.
    ///
    /// Errors: `event_not_found`, `scan_required`, `forbidden` (a photo that is not open to them; taking a heart away
    /// that is not there is no error).
    pub async fn set_favourite(
        &self,
        caller: &Caller,
        event: EventRef,
        photo: PhotoId,
        favourite: bool,
    ) -> Result<Favourite, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let grant = self.live_grant(caller, event.id).await?.ok_or(ProblemCode::ScanRequired)?;
        let holder = caller.begin_holder().await?;
        if favourite {
            let opened = grant_photo::Entity::find_by_id((grant.id, photo)).count(self.db()).await.or_internal()?;
            if opened == 0 {
                return Err(ProblemCode::Forbidden.into());
            }
            let row = favourite::ActiveModel {
                holder_id: Set(holder.id),
                photo_id: Set(photo),
                event_id: Set(event.id),
                guest_id: Set(holder.guest),
                created_at: Set(self.now()),
            };
            favourite::Entity::insert(row)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(self.db())
                .await
                .or_internal()?;
        } else {
            favourite::Entity::delete_by_id((holder.id, photo)).exec(self.db()).await.or_internal()?;
        }
        Ok(Favourite { photo_id: photo, favourite })
    }

    /// The caller's favourites in an event.
    pub(crate) async fn favourites_of(&self, caller: &Caller, event: EventId) -> Result<Vec<PhotoId>, Problem> {
        let Some(holder) = caller.holder().await? else { return Ok(Vec::new()) };
        favourite::Entity::find()
            .select_only()
            .column(favourite::Column::PhotoId)
            .filter(favourite::Column::HolderId.eq(holder.id))
            .filter(favourite::Column::EventId.eq(event))
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()
    }
}
