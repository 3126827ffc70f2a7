//! Making public copies anew when the mark of their event has changed.
//!
//! Only the marked copies are drawn: from the clean ones, which move on with the faces' crops into the folder of the next
//! version. So every address stays what it was, and the row decides at one instant which one is shown.

use std::time::Duration;

use bytes::Bytes;
use domain::EventId;
use domain::photo::{PhotoState, Rendition};
use entities::{event, face, photo};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::encode;
use super::renditions::{Made, RenditionError};
use super::watermark::{self, Mark};
use crate::Services;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::chain;
use crate::storage::{CopyFormat, StorageKey};

/// Why a photo's public copies could not be made anew.
#[derive(Debug, thiserror::Error)]
enum NotRemarked {
    #[error("a copy could not be read or written")]
    Store(#[from] std::io::Error),
    #[error("a copy could not be decoded")]
    Decode(#[from] image::ImageError),
    #[error("a copy could not be drawn")]
    Draw(#[from] RenditionError),
    #[error("the database failed")]
    Database(#[from] DbErr),
    #[error("drawing panicked")]
    Panic(#[from] tokio::task::JoinError),
}

/// Says that a photo's public copies are out of date, when its event's mark is not the one they were made with. Called
/// after the photo's row was written in this transaction: whoever changes the mark later waits for it.
pub(super) async fn stale_if_changed(
    transaction: &DatabaseTransaction,
    photo: &photo::Model,
    made_with: i32,
) -> Result<(), DbErr> {
    let now: Option<i32> = event::Entity::find_by_id(photo.event_id)
        .select_only()
        .column(event::Column::WatermarkVersion)
        .into_tuple()
        .one(transaction)
        .await?;
    if now.is_some_and(|now| now != made_with) {
        photo::Entity::update_many()
            .col_expr(photo::Column::MarkStale, Expr::value(true))
            .filter(photo::Column::Id.eq(photo.id))
            .exec(transaction)
            .await?;
    }
    Ok(())
}

/// Says that all public copies of an event are out of date. Photos before events, as everywhere: two transactions that
/// lock in one order never wait for each other in a circle.
pub(crate) async fn all_stale(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    photo::Entity::update_many()
        .col_expr(photo::Column::MarkStale, Expr::value(true))
        .filter(photo::Column::EventId.eq(event))
        .exec(transaction)
        .await?;
    Ok(())
}

impl Services {
    /// Makes one photo's public copies anew. False when none waits.
    pub(super) async fn remark_once(&self, worker: Uuid, lease: Duration) -> Result<bool, DbErr> {
        let Some(photo) = self.lease_remark(worker, lease).await? else { return Ok(false) };
        if let Err(error) = self.remark(&photo, worker).await {
            // The lease runs out, then it is tried again.
            tracing::error!(photo = %photo.id, error = %chain(&error), "public copies could not be made anew");
        }
        self.tell_change(photo.event_id);
        Ok(true)
    }

    async fn lease_remark(&self, worker: Uuid, lease: Duration) -> Result<Option<photo::Model>, DbErr> {
        let now = self.now();
        let free = Condition::any().add(photo::Column::LeaseUntil.is_null()).add(photo::Column::LeaseUntil.lt(now));
        let waits = Condition::all()
            .add(photo::Column::MarkStale.eq(true))
            .add(photo::Column::State.eq(PhotoState::Ready))
            .add(free);
        // Read without a lock first: idle workers look every other second, and almost never is there anything.
        if photo::Entity::find().filter(waits.clone()).count(self.db()).await? == 0 {
            return Ok(None);
        }
        let transaction = begin_write(self.db()).await?;
        let found = photo::Entity::find()
            .filter(waits)
            .order_by_asc(photo::Column::Id)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(&transaction)
            .await?;
        let Some(photo) = found else { return Ok(None) };
        photo::Entity::update_many()
            .col_expr(photo::Column::LeaseOwner, Expr::value(worker))
            .col_expr(photo::Column::LeaseUntil, Expr::value(now + lease))
            .filter(photo::Column::Id.eq(photo.id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(photo))
    }

    async fn remark(&self, photo: &photo::Model, worker: Uuid) -> Result<(), NotRemarked> {
        let mark = self.mark_of(photo.event_id).await?;
        let made_with = mark.version;
        let next = photo.version + 1;
        for copy in self.clean_copies(photo).await? {
            let (format, bytes) = self.parts.store.read_copy(|format| copy.key(photo, photo.version, format)).await?;
            self.parts.store.put(&copy.key(photo, next, format), bytes.to_vec()).await?;
        }
        for (clean, public) in [(Rendition::View, Rendition::PublicView), (Rendition::Thumb, Rendition::PublicThumb)] {
            let clean = |format| Made::Copy(clean).key(photo, photo.version, format);
            let (_, bytes) = self.parts.store.read_copy(clean).await?;
            let mark = mark.clone();
            let marked = tokio::task::spawn_blocking(move || draw(&bytes, &mark)).await??;
            self.parts.store.put(&Made::Copy(public).key(photo, next, CopyFormat::WebP), marked).await?;
        }
        let folder = StorageKey::Photo(photo.event_id, photo.id);
        if self.commit_remark(photo, worker, made_with).await? {
            self.parts.store.keep_version(&folder, next).await?;
        } else if photo::Entity::find_by_id(photo.id).one(self.db()).await?.is_none() {
            // Deleted meanwhile: its files went before ours came.
            self.parts.store.delete_all(&folder).await?;
        }
        Ok(())
    }

    /// The copies that stay as they are.
    async fn clean_copies(&self, photo: &photo::Model) -> Result<Vec<Made>, DbErr> {
        let of_photo = face::Entity::find().filter(face::Column::PhotoId.eq(photo.id));
        let ordinals: Vec<i16> =
            of_photo.select_only().column(face::Column::Ordinal).into_tuple().all(self.db()).await?;
        let copies = [Rendition::View, Rendition::Thumb].map(Made::Copy).into_iter();
        Ok(copies.chain(ordinals.into_iter().map(Made::Face)).collect())
    }

    /// False when the photo was deleted, queued again or leased by somebody else: then nothing changes.
    async fn commit_remark(&self, photo: &photo::Model, worker: Uuid, made_with: i32) -> Result<bool, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let done = photo::Entity::update_many()
            .col_expr(photo::Column::Version, Expr::value(photo.version + 1))
            .col_expr(photo::Column::MarkStale, Expr::value(false))
            .col_expr(photo::Column::LeaseUntil, Expr::value(None::<OffsetDateTime>))
            .filter(photo::Column::Id.eq(photo.id))
            .filter(photo::Column::Version.eq(photo.version))
            .filter(photo::Column::State.eq(PhotoState::Ready))
            .filter(photo::Column::LeaseOwner.eq(worker))
            .exec(&transaction)
            .await?;
        if done.rows_affected == 0 {
            return Ok(false);
        }
        stale_if_changed(&transaction, photo, made_with).await?;
        raise_version(&transaction, photo.event_id).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn draw(clean: &Bytes, mark: &Mark) -> Result<Vec<u8>, NotRemarked> {
    let picture = image::load_from_memory(clean)?.into_rgb8();
    let marked = watermark::draw(picture, mark).map_err(RenditionError::from)?;
    Ok(encode::webp(&marked).map_err(RenditionError::from)?)
}
