//! Recording downloads.

use std::collections::HashSet;

use domain::download::Downloaded;
use domain::photo::{PhotoState, Rendition};
use domain::{PhotoId, Problem, ProblemCode};
use entities::{download, download_day, event, photo, photo_download};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use super::open_to_guests;
use crate::access::Viewer;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::photos::picture_url;
use crate::visits::Holder;
use crate::{Caller, Services};

/// Rows of one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766; a row here has five.
const ROWS: usize = 5_000;

impl Services {
    /// Records that the caller downloads a photo, and says where the original is.
    ///
    /// Errors: `forbidden`, with no difference between a photo that is not open to them and one that does not exist;
    /// whatever the event's door says.
    pub async fn download_photo(&self, caller: &Caller, photo: PhotoId) -> Result<Downloaded, Problem> {
        let found = photo::Entity::find_by_id(photo).filter(photo::Column::State.eq(PhotoState::Ready));
        let found = found.one(self.db()).await.or_internal()?.ok_or(ProblemCode::Forbidden)?;
        let event = self.event_past_door(caller, &found.event_id.into()).await.map_err(unknown_is_forbidden)?;
        let viewer = self.viewer(caller, &event, photo).await?;
        self.record_downloads(caller, &event, viewer, &[photo]).await?;
        let download_url = picture_url(&event.code, photo, found.version, Rendition::Original);
        Ok(Downloaded { photo_id: photo, download_url })
    }

    /// Records downloads by who may have them: once for each photo and visitor. The organization's own are listed for
    /// them and not counted.
    ///
    /// Errors: `forbidden`.
    pub(crate) async fn record_downloads(
        &self,
        caller: &Caller,
        event: &event::Model,
        viewer: Viewer,
        photos: &[PhotoId],
    ) -> Result<(), Problem> {
        let counted = match viewer {
            Viewer::Member => false,
            Viewer::Certain => {
                open_to_guests(event)?;
                true
            }
            _ => return Err(ProblemCode::Forbidden.into()),
        };
        let holder = caller.begin_holder().await?;
        if self.known(self.db(), holder, photos).await.or_internal()?.len() == photos.len() {
            return Ok(());
        }
        self.write_downloads(event, holder, photos, counted).await.or_internal()
    }

    async fn write_downloads(
        &self,
        event: &event::Model,
        holder: Holder,
        photos: &[PhotoId],
        counted: bool,
    ) -> Result<(), DbErr> {
        let transaction = begin_write(self.db()).await?;
        if counted {
            // Holds the day's row, so that of two requests for the same photo the later one finds it recorded.
            self.count_day(&transaction, event, 0).await?;
        }
        let known = self.known(&transaction, holder, photos).await?;
        let new: Vec<PhotoId> = photos.iter().copied().filter(|photo| !known.contains(photo)).collect();
        for photos in new.chunks(ROWS) {
            let rows = photos.iter().map(|&photo_id| download::ActiveModel {
                holder_id: Set(holder.id),
                photo_id: Set(photo_id),
                event_id: Set(event.id),
                guest_id: Set(holder.guest),
                created_at: Set(self.now()),
            });
            download::Entity::insert_many(rows)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(&transaction)
                .await?;
            if counted {
                count_photos(&transaction, event, photos).await?;
            }
        }
        if counted {
            self.count_day(&transaction, event, new.len() as i64).await?;
        }
        transaction.commit().await
    }

    /// Which of these photos the holder has downloaded before.
    async fn known(
        &self,
        database: &impl sea_orm::ConnectionTrait,
        holder: Holder,
        photos: &[PhotoId],
    ) -> Result<HashSet<PhotoId>, DbErr> {
        let mut known = HashSet::with_capacity(photos.len());
        for photos in photos.chunks(ROWS) {
            let found: Vec<PhotoId> = download::Entity::find()
                .select_only()
                .column(download::Column::PhotoId)
                .filter(download::Column::HolderId.eq(holder.id))
                .filter(download::Column::PhotoId.is_in(photos.iter().copied()))
                .into_tuple()
                .all(database)
                .await?;
            known.extend(found);
        }
        Ok(known)
    }

    async fn count_day(
        &self,
        transaction: &DatabaseTransaction,
        event: &event::Model,
        downloads: i64,
    ) -> Result<(), DbErr> {
        use download_day::{ActiveModel, Column, Entity};
        let row = ActiveModel { event_id: Set(event.id), day: Set(self.now().date()), downloads: Set(downloads) };
        let add = OnConflict::columns([Column::EventId, Column::Day])
            .value(Column::Downloads, Expr::col((Entity, Column::Downloads)).add(downloads))
            .to_owned();
        Entity::insert(row).on_conflict(add).exec_without_returning(transaction).await?;
        Ok(())
    }
}

async fn count_photos(
    transaction: &DatabaseTransaction,
    event: &event::Model,
    photos: &[PhotoId],
) -> Result<(), DbErr> {
    use photo_download::{ActiveModel, Column, Entity};
    let rows = photos.iter().map(|&photo_id| ActiveModel {
        photo_id: Set(photo_id),
        event_id: Set(event.id),
        downloads: Set(1),
    });
    let add = OnConflict::column(Column::PhotoId)
        .value(Column::Downloads, Expr::col((Entity, Column::Downloads)).add(1))
        .to_owned();
    Entity::insert_many(rows).on_conflict(add).exec_without_returning(transaction).await?;
    Ok(())
}

/// Who names a photo of an event that is not open to them learns nothing of it.
fn unknown_is_forbidden(problem: Problem) -> Problem {
    match problem.code {
        ProblemCode::EventNotFound => ProblemCode::Forbidden.into(),
        _ => problem,
    }
}
