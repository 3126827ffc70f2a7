//! Leasing photos: one worker a photo, and a photo of a dead worker goes to another.

use std::time::Duration;

use domain::PhotoId;
use domain::photo::{FailureCode, PhotoState};
use entities::photo::{self, Column, Entity};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::Services;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::photos::upload::failure_detail;

/// A photo that took its worker down this often is not given to another.
const MOST_ATTEMPTS: i32 = 3;

impl Services {
    /// Takes the oldest photo that waits, or whose worker has been silent for too long.
    pub(super) async fn lease(&self, worker: Uuid, lease: Duration) -> Result<Option<photo::Model>, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let now = self.now();
        let waits = Condition::any()
            .add(Column::State.eq(PhotoState::Queued))
            .add(Condition::all().add(Column::State.eq(PhotoState::Processing)).add(Column::LeaseUntil.lt(now)));
        // On SQLite, which has one writer, the transaction itself is the lock and this clause is left out.
        let found = Entity::find()
            .filter(waits)
            .order_by_asc(Column::Id)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(&transaction)
            .await?;
        let Some(mut photo) = found else { return Ok(None) };
        photo.attempts += 1;
        photo.state = PhotoState::Processing;
        Entity::update_many()
            .col_expr(Column::State, Expr::value(photo.state))
            .col_expr(Column::Attempts, Expr::value(photo.attempts))
            .col_expr(Column::LeaseOwner, Expr::value(worker))
            .col_expr(Column::LeaseUntil, Expr::value(now + lease))
            .filter(Column::Id.eq(photo.id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(photo))
    }

    /// Photos that wait for a worker.
    pub(crate) async fn waiting_photos(&self) -> Result<u64, DbErr> {
        Entity::find().filter(Column::State.eq(PhotoState::Queued)).count(self.db()).await
    }

    /// Says that the worker still lives. False when the photo is no longer its own.
    pub(super) async fn renew(&self, photo: PhotoId, worker: Uuid, lease: Duration) -> Result<bool, DbErr> {
        let renewed = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(self.now() + lease))
            .filter(held(photo, worker))
            .exec(self.db())
            .await?;
        Ok(renewed.rows_affected == 1)
    }

    /// Sets a photo failed, with what the organizer is told.
    pub(super) async fn fail(&self, photo: &photo::Model, worker: Uuid, code: FailureCode) -> Result<(), DbErr> {
        let transaction = begin_write(self.db()).await?;
        let failed = Entity::update_many()
            .col_expr(Column::State, Expr::value(PhotoState::Failed))
            .col_expr(Column::FailureCode, Expr::value(code))
            .col_expr(Column::FailureDetail, Expr::value(failure_detail(&photo.filename, code)))
            .filter(held(photo.id, worker))
            .exec(&transaction)
            .await?;
        if failed.rows_affected > 0 {
            raise_version(&transaction, photo.event_id).await?;
        }
        transaction.commit().await
    }
}

/// The photo, as long as this worker holds it: what a worker writes after it lost its lease changes nothing.
pub(super) fn held(photo: PhotoId, worker: Uuid) -> Condition {
    Condition::all()
        .add(Column::Id.eq(photo))
        .add(Column::LeaseOwner.eq(worker))
        .add(Column::State.eq(PhotoState::Processing))
}

/// Whether a photo has been tried too often.
pub(super) fn is_hopeless(photo: &photo::Model) -> bool {
    photo.attempts > MOST_ATTEMPTS
}
