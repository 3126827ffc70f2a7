//! Deleting a photo, and trying a failed one again.

use domain::photo::PhotoState;
use domain::{EventId, PhotoId, Problem, ProblemCode};
use entities::photo;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::bulk::queued_anew;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Deletes a photo of the caller's own event (a photographer: one that they uploaded): row, faces, people left empty and grants at
    /// once, then its files.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`.
    pub async fn delete_photo(&self, caller: &Caller, event: EventId, photo: PhotoId) -> Result<(), Problem> {
        self.own_event(caller, event).await?;
        self.may_touch(caller, photo).await?;
        match self.delete_photos(caller, event, &[photo]).await? {
            0 => Err(ProblemCode::NotFound.into()),
            _ => Ok(()),
        }
    }

    /// The one photo of the caller's own event (a photographer: of those that they uploaded) with this file name.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`, `ambiguous` (several have it).
    pub async fn photo_named(&self, caller: &Caller, event: EventId, filename: &str) -> Result<PhotoId, Problem> {
        let event = self.own_event(caller, event).await?;
        let named = caller.photos_of(event.id)?.filter(photo::Column::Filename.eq(filename)).limit(2);
        let found: Vec<PhotoId> =
            named.select_only().column(photo::Column::Id).into_tuple().all(self.db()).await.or_internal()?;
        match found[..] {
            [] => Err(ProblemCode::NotFound.into()),
            [photo] => Ok(photo),
            _ => Err(ProblemCode::Ambiguous.into()),
        }
    }

    /// Queues a failed photo again.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found` (also when it has not failed).
    pub async fn retry_photo(&self, caller: &Caller, event: EventId, photo: PhotoId) -> Result<(), Problem> {
        let event = self.own_event(caller, event).await?;
        self.may_touch(caller, photo).await?;
        let failed = queued_anew()
            .filter(photo::Column::Id.eq(photo))
            .filter(photo::Column::EventId.eq(event.id))
            .filter(photo::Column::State.eq(PhotoState::Failed));
        match self.queue(event.id, failed).await? {
            0 => Err(ProblemCode::NotFound.into()),
            _ => Ok(()),
        }
    }
}
