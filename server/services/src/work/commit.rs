//! The one transaction that makes a photo ready.

use domain::photo::PhotoState;
use domain::{EventId, FaceId, PersonId, PhotoId};
use entities::{event, face, photo};
use faces::{Face, PersonFace};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::compute::Processed;
use super::lease::held;
use super::remark::stale_if_changed;
use crate::Services;
use crate::database::begin_write;
use crate::events::{coming_version, raise_version};
use crate::fault::chain;
use crate::people::{self, Arriving};
use crate::storage::{CopyFormat, StorageKey};
use crate::templates::{EventKey, TEMPLATE_VERSION};

impl Services {
    /// Writes the files, then everything else at once: faces replaced, people joined, photo ready, event's version raised.
    ///
    /// The files go to a folder of their own version: until the row names it, nobody can ask for them.
    pub(super) async fn finish(&self, photo: &photo::Model, worker: Uuid, processed: Processed) -> Result<(), DbErr> {
        let version = photo.version + 1;
        let folder = StorageKey::Photo(photo.event_id, photo.id);
        for file in &processed.files {
            let key = file.what.key(photo, version, CopyFormat::WebP);
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
            // What somebody decided outlives every processing.
            .col_expr(
                photo::Column::Kind,
                Func::coalesce([Expr::col(photo::Column::DecidedKind), Expr::value(processed.kind)]).into(),
            )
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
        let key = self.event_key(&transaction, photo.event_id).await?;
        self.replace_faces(&transaction, photo, &key, &processed).await?;
        stale_if_changed(&transaction, photo, processed.mark_version).await?;
        raise_version(&transaction, photo.event_id).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// A face that was there before keeps its id, and with it its person, what was said of it by hand and what guests answered.
    async fn replace_faces(
        &self,
        transaction: &DatabaseTransaction,
        photo: &photo::Model,
        key: &EventKey,
        processed: &Processed,
    ) -> Result<(), DbErr> {
        people::lock(transaction, photo.event_id).await?;
        let before = old_faces(transaction, photo.id).await?;
        let kept = same_faces(&before, processed);
        let gone: Vec<FaceId> =
            before.iter().map(|old| old.id).filter(|id| !kept.iter().flatten().any(|kept| kept.id == *id)).collect();
        let touched = people::faces_leave(transaction, photo.event_id, &gone).await?;
        face::Entity::delete_many().filter(face::Column::Id.is_in(gone)).exec(transaction).await?;

        let mut arriving = Arriving { photo: photo.id, faces: Vec::new(), taken: Vec::new() };
        let mut fresh = Vec::new();
        for ((found, ordinal), old) in processed.faces.iter().zip(0_i16..).zip(&kept) {
            let id = old.map_or_else(FaceId::new, |old| old.id);
            let row = self.face_row(photo, key, processed, (id, ordinal, found))?;
            match old {
                Some(_) => drop(face::Entity::update(row).exec(transaction).await?),
                None => fresh.push(face::ActiveModel { person_id: Set(None), ..row }),
            }
            match old.and_then(|old| old.person_id) {
                Some(person) => arriving.taken.push(person),
                None => arriving.faces.push(PersonFace {
                    face: id,
                    photo: photo.id,
                    embedding: found.embedding.clone(),
                    quality: found.quality.overall,
                    sure: found.sure,
                }),
            }
        }
        if !fresh.is_empty() {
            face::Entity::insert_many(fresh).exec_without_returning(transaction).await?;
        }
        face::Entity::update_many()
            .col_expr(face::Column::Changed, coming_version())
            .filter(face::Column::PhotoId.eq(photo.id))
            .exec(transaction)
            .await?;
        self.join_people(transaction, photo.event_id, key, arriving, touched).await
    }

    fn face_row(
        &self,
        photo: &photo::Model,
        key: &EventKey,
        processed: &Processed,
        (id, ordinal, face): (FaceId, i16, &Face),
    ) -> Result<face::ActiveModel, DbErr> {
        let (width, height) = (processed.width as f32, processed.height as f32);
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
            person_id: NotSet,
            changed: NotSet,
        })
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

/// Share of two boxes' union that both cover, from which they are one face seen twice.
const SAME_FACE: f32 = 0.5;

/// A face as it was found the last time.
#[derive(Clone, Copy, FromQueryResult)]
struct OldFace {
    id: FaceId,
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    person_id: Option<PersonId>,
}

async fn old_faces(transaction: &DatabaseTransaction, photo: PhotoId) -> Result<Vec<OldFace>, DbErr> {
    use face::Column;
    face::Entity::find()
        .select_only()
        .columns([Column::Id, Column::X, Column::Y, Column::Width, Column::Height, Column::PersonId])
        .filter(Column::PhotoId.eq(photo))
        .order_by_asc(Column::Ordinal)
        .into_model()
        .all(transaction)
        .await
}

/// For each face that was found the one it was before, the best overlaps first.
fn same_faces(before: &[OldFace], processed: &Processed) -> Vec<Option<OldFace>> {
    let (width, height) = (processed.width as f32, processed.height as f32);
    let mut pairs = Vec::new();
    for (row, face) in processed.faces.iter().enumerate() {
        let bounds = &face.bounds;
        let now = [bounds.x / width, bounds.y / height, bounds.width / width, bounds.height / height];
        for (at, old) in before.iter().enumerate() {
            let share = overlap(now, [old.x, old.y, old.width, old.height]);
            if share >= SAME_FACE {
                pairs.push((share, row, at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut same = vec![None; processed.faces.len()];
    let mut used = vec![false; before.len()];
    for (_, row, at) in pairs {
        if same[row].is_none() && !used[at] {
            same[row] = Some(before[at]);
            used[at] = true;
        }
    }
    same
}

/// Intersection over union of two boxes: left, top, width, height.
fn overlap(a: [f32; 4], b: [f32; 4]) -> f32 {
    let along = |at: usize| ((a[at] + a[at + 2]).min(b[at] + b[at + 2]) - a[at].max(b[at])).max(0.0);
    let both = along(0) * along(1);
    both / (a[2] * a[3] + b[2] * b[3] - both).max(f32::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_overlap_by_their_shares() {
        let one = [0.1, 0.1, 0.2, 0.2];
        assert!((overlap(one, one) - 1.0).abs() < 1e-6);
        assert!((overlap(one, [0.2, 0.1, 0.2, 0.2]) - 1.0 / 3.0).abs() < 1e-5);
        assert!(overlap(one, [0.5, 0.5, 0.1, 0.1]) < 1e-6);
    }
}
