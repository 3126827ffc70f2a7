//! Deleting a photo, and trying a failed one again.

use domain::photo::PhotoState;
use domain::{EventId, PhotoId, Problem, ProblemCode};
use entities::photo;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::OrInternal;
use crate::people;
use crate::storage::StorageKey;
use crate::{Caller, Services};

impl Services {
    /// Deletes a photo of the caller's own event (a photographer: one that they uploaded): row, faces, people left empty and grants at
    /// once, then its files.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`.
    pub async fn delete_photo(&self, caller: &Caller, event: EventId, photo: PhotoId) -> Result<(), Problem> {
        let event = self.own_event(caller, event).await?;
        self.may_touch(caller, photo).await?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        let leaving = people::leave(&transaction, event.id, &[photo]).await.or_internal()?;
        let delete = photo::Entity::delete_by_id(photo).filter(photo::Column::EventId.eq(event.id));
        if delete.exec(&transaction).await.or_internal()?.rows_affected == 0 {
            return Err(ProblemCode::NotFound.into());
        }
        leaving.settle(&transaction).await.or_internal()?;
        raise_version(&transaction, event.id).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        self.parts.store.delete_all(&StorageKey::Photo(event.id, photo)).await.or_internal()?;
        self.tell_change(event.id);
        Ok(())
    }

    /// Queues a failed photo again.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found` (also when it has not failed).
    pub async fn retry_photo(&self, caller: &Caller, event: EventId, photo: PhotoId) -> Result<(), Problem> {
        let event = self.own_event(caller, event).await?;
        self.may_touch(caller, photo).await?;
        let queued = photo::Entity::update_many()
            .col_expr(photo::Column::State, Expr::value(PhotoState::Queued))
            .col_expr(photo::Column::Attempts, Expr::value(0))
            .filter(photo::Column::Id.eq(photo))
            .filter(photo::Column::EventId.eq(event.id))
            .filter(photo::Column::State.eq(PhotoState::Failed))
            .exec(self.db())
            .await
            .or_internal()?;
        if queued.rows_affected == 0 {
            return Err(ProblemCode::NotFound.into());
        }
        self.tell_work();
        self.tell_change(event.id);
        Ok(())
    }
}
