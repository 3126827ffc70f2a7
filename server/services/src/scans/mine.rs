//! What a session's scan has opened.

use domain::scan::MyPhotos;
use domain::{EventRef, Problem, ProblemCode};
use entities::{grant_photo, photo};
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use crate::fault::OrInternal;
use crate::photos::{Showing, gallery_photo};
use crate::{Caller, Services};
use domain::photo::PhotoState;

impl Services {
    /// The guest's photos, newest first, and the faces to ask about.
    ///
    /// Errors: `event_not_found`, `scan_required`.
    pub async fn my_photos(&self, caller: &Caller, event: EventRef) -> Result<MyPhotos, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let grant = self.live_grant(caller, event.id).await?.ok_or(ProblemCode::ScanRequired)?;
        let rows = photo::Entity::of(event.id)
            .join(JoinType::InnerJoin, grant_photo::Relation::Photo.def().rev())
            .filter(grant_photo::Column::GrantId.eq(grant.id))
            .filter(photo::Column::State.eq(PhotoState::Ready))
            .order_by_desc(photo::Column::Id)
            .all(self.db())
            .await
            .or_internal()?;
        let showing = Showing::Clean { downloads: Self::downloads_allowed(caller, &event) };
        Ok(MyPhotos {
            items: rows.into_iter().filter_map(|row| gallery_photo(&event.code, row, showing)).collect(),
            maybe: self.open_maybes(&event, &grant).await?,
            expires_at: grant.expires_at,
            progress: self.progress_of(event.id).await?,
            favourites: self.favourites_of(caller, event.id).await?,
        })
    }
}
