//! The one transaction that makes a photo ready.

use domain::photo::PhotoState;
use domain::{EventId, FaceId};
use entities::{event, face, photo};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use super::lease::held;
use super::process::Processed;
use super::remark::stale_if_changed;
use crate::Services;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::chain;
use crate::storage::StorageKey;
use crate::templates::{EventKey, TEMPLATE_VERSION};

impl Services {
    /// Writes the files, then everything else at once: faces replaced, photo ready, event's version raised.
    ///
    /// The files go to a folder of their own version: until the row names it, nobody can ask for them.
    pub(super) async fn finish(&self, photo: &photo::Model, worker: Uuid, processed: Processed) -> Result<(), DbErr> {
        let version = photo.version + 1;
        let folder = StorageKey::Photo(photo.event_id, photo.id);
        for file in &processed.files {
            let key = file.key(photo.event_id, photo.id, version);
            if let Err(error) = self.parts.store.put(&key, file.bytes.clone()).await {
                // The disk is full, or worse. The row stays leased: the lease runs out, another worker tries.
                tracing::error!(photo = %photo.id, error = %chain(&error), "a rendition could not be written");
                return Ok(());
            }
        }
        tracing::info!(photo = %photo.id, stage = "files", "photo");
        if self.commit(photo, worker, version, processed).await? {
            tracing::info!(photo = %photo.id, stage = "ready", "photo");
            if let Err(error) = self.parts.store.keep_version(&folder, version).await {
                tracing::warn!(photo = %photo.id, error = %chain(&error), "old renditions were left behind");
            }
        } else if photo::Entity::find_by_id(photo.id).one(self.db()).await?.is_none() {
            // Deleted while it was processed: its files went before ours came.
            if let Err(error) = self.parts.store.delete_all(&folder).await {
                tracing::warn!(photo = %photo.id, error = %chain(&error), "files of a deleted photo were left behind");
            }
        }
        Ok(())
    }

    /// False when the photo was deleted or its lease lost: then nothing changes.
    async fn commit(
        &self,
        photo: &photo::Model,
        worker: Uuid,
        version: i32,
        processed: Processed,
    ) -> Result<bool, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let ready = photo::Entity::update_many()
            .col_expr(photo::Column::State, Expr::value(PhotoState::Ready))
            .col_expr(photo::Column::Kind, Expr::value(processed.kind))
            .col_expr(photo::Column::Width, Expr::value(processed.width as i32))
            .col_expr(photo::Column::Height, Expr::value(processed.height as i32))
            .col_expr(photo::Column::TakenAt, Expr::value(processed.taken_at))
            .col_expr(photo::Column::Version, Expr::value(version))
            .col_expr(photo::Column::ModelId, Expr::value(self.parts.model_id.0.clone()))
            .col_expr(photo::Column::ProcessedAt, Expr::value(self.now()))
            .col_expr(photo::Column::Placeholder, Expr::value(processed.placeholder.clone()))
            .col_expr(photo::Column::MarkStale, Expr::value(false))
            .col_expr(photo::Column::LeaseUntil, Expr::value(None::<OffsetDateTime>))
            .filter(held(photo.id, worker))
            .exec(&transaction)
            .await?;
        if ready.rows_affected == 0 {
            return Ok(false);
        }
        face::Entity::delete_many().filter(face::Column::PhotoId.eq(photo.id)).exec(&transaction).await?;
        let key = self.event_key(&transaction, photo.event_id).await?;
        let faces = self.face_rows(photo, &key, &processed)?;
        if !faces.is_empty() {
            face::Entity::insert_many(faces).exec_without_returning(&transaction).await?;
        }
        stale_if_changed(&transaction, photo, processed.mark_version).await?;
        raise_version(&transaction, photo.event_id).await?;
        transaction.commit().await?;
        Ok(true)
    }

    fn face_rows(
        &self,
        photo: &photo::Model,
        key: &EventKey,
        processed: &Processed,
    ) -> Result<Vec<face::ActiveModel>, DbErr> {
        let (width, height) = (processed.width as f32, processed.height as f32);
        let rows = processed.faces.iter().zip(0_i16..).map(|(face, ordinal)| {
            let id = FaceId::new();
            let template = key.seal(id, &face.embedding).map_err(|error| DbErr::Custom(error.to_string()))?;
            Ok(face::ActiveModel {
                id: Set(id),
                event_id: Set(photo.event_id),
                photo_id: Set(photo.id),
                ordinal: Set(ordinal),
                x: Set(face.bounds.x / width),
                y: Set(face.bounds.y / height),
                width: Set(face.bounds.width / width),
                height: Set(face.bounds.height / height),
                score: Set(face.score),
                quality: Set(face.quality.overall),
                sure: Set(face.sure),
                template: Set(template),
                template_version: Set(TEMPLATE_VERSION),
                model_id: Set(self.parts.model_id.0.clone()),
            })
        });
        rows.collect()
    }

    async fn event_key(&self, transaction: &DatabaseTransaction, event: EventId) -> Result<EventKey, DbErr> {
        let secret: Option<Vec<u8>> = event::Entity::find_by_id(event)
            .select_only()
            .column(event::Column::Secret)
            .into_tuple()
            .one(transaction)
            .await?;
        let secret = secret.ok_or_else(|| DbErr::RecordNotFound("the photo's event is gone".to_owned()))?;
        self.parts.master_key.event_key(event, &secret).map_err(|error| DbErr::Custom(error.to_string()))
    }
}
