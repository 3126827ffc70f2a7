//! Many photos at once: deleting, processing anew, trying again what failed.

use domain::photo::{MOST_AT_ONCE, PhotoState};
use domain::{EventId, PhotoId, Problem, ProblemCode};
use entities::photo::{Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, UpdateMany};

use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::{OrInternal, chain};
use crate::storage::StorageKey;
use crate::{Caller, Services, people};

impl Services {
    /// Deletes photos of the caller's own event (a photographer: of those that they uploaded): rows, faces, grants and all that hangs on them in one transaction, then
    /// their files. Answers how many there were: what is not of this event is not counted.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `bad_request` (more than [`MOST_AT_ONCE`]).
    pub async fn delete_photos(&self, caller: &Caller, event: EventId, photos: &[PhotoId]) -> Result<u64, Problem> {
        let event = self.own_event(caller, event).await?;
        check_number(photos)?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        let named = caller.photos_of(event.id)?.filter(Column::Id.is_in(photos.iter().copied()));
        let found = named.select_only().column(Column::Id).into_tuple();
        let found: Vec<PhotoId> = found.all(&transaction).await.or_internal()?;
        if found.is_empty() {
            return Ok(0);
        }
        let leaving = people::leave(&transaction, event.id, &found).await.or_internal()?;
        let delete = Entity::delete_many().filter(Column::Id.is_in(found.iter().copied()));
        delete.exec(&transaction).await.or_internal()?;
        leaving.settle(&transaction).await.or_internal()?;
        raise_version(&transaction, event.id).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        for &photo in &found {
            self.remove_files(event.id, photo).await;
        }
        self.tell_change(event.id);
        Ok(found.len() as u64)
    }

    /// Processes photos of the caller's own event anew: also those that failed. Those on their way already are left alone.
    /// Answers how many were queued.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `bad_request` (more than [`MOST_AT_ONCE`]).
    pub async fn reprocess_photos(&self, caller: &Caller, event: EventId, photos: &[PhotoId]) -> Result<u64, Problem> {
        let event = self.own_event(caller, event).await?;
        check_number(photos)?;
        let named = queued_anew()
            .filter(caller.own_uploads()?)
            .filter(Column::EventId.eq(event.id))
            .filter(Column::Id.is_in(photos.iter().copied()))
            .filter(Column::State.is_in([PhotoState::Ready, PhotoState::Failed]));
        self.queue(event.id, named).await
    }

    /// Tries every failed photo of the caller's own event again. Answers how many were queued.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn retry_photos(&self, caller: &Caller, event: EventId) -> Result<u64, Problem> {
        let event = self.own_event(caller, event).await?;
        let failed = queued_anew()
            .filter(caller.own_uploads()?)
            .filter(Column::EventId.eq(event.id))
            .filter(Column::State.eq(PhotoState::Failed));
        self.queue(event.id, failed).await
    }

    /// Carries out what queues photos, raises the event's version and wakes a worker.
    pub(super) async fn queue(&self, event: EventId, photos: UpdateMany<Entity>) -> Result<u64, Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        let queued = queue_in(&transaction, event, photos).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        if queued > 0 {
            self.tell_work();
            self.tell_change(event);
        }
        Ok(queued)
    }

    /// Removes a deleted photo's files. The rows are gone, so nobody can ask for them; what cannot be removed now is swept later.
    pub(super) async fn remove_files(&self, event: EventId, photo: PhotoId) {
        if let Err(error) = self.parts.store.delete_all(&StorageKey::Photo(event, photo)).await {
            tracing::warn!(%photo, error = %chain(&error), "files of a deleted photo were left behind");
        }
    }
}

/// Photos back in the queue, as if they had never been tried. The version grows, so that a worker that still draws copies of
/// the one before does not write among the new ones.
pub(super) fn queued_anew() -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(PhotoState::Queued))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::FailureCode, Expr::value(None::<String>))
        .col_expr(Column::FailureDetail, Expr::value(None::<String>))
}

async fn queue_in(transaction: &DatabaseTransaction, event: EventId, photos: UpdateMany<Entity>) -> Result<u64, DbErr> {
    let queued = photos.exec(transaction).await?.rows_affected;
    if queued > 0 {
        raise_version(transaction, event).await?;
    }
    Ok(queued)
}

fn check_number(photos: &[PhotoId]) -> Result<(), Problem> {
    if photos.len() > MOST_AT_ONCE {
        let detail = format!("At most {MOST_AT_ONCE} photos at once.");
        return Err(Problem::new(ProblemCode::BadRequest).with_detail(detail));
    }
    Ok(())
}
