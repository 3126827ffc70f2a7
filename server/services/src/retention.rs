//! How long faces are kept: days after the event, or after its last photo where that came later. Photos stay.

use domain::numbers::{LONGEST_FACE_DAYS, Retention};
use domain::problem::FieldProblemCode;
use domain::{EventId, PhotoId, Problem};
use entities::{event, face, grant, photo};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use time::{Date, Duration, OffsetDateTime};

use crate::accounts::FieldCheck;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::OrInternal;
use crate::storage::{CopyFormat, StorageKey};
use crate::{Caller, Services};

/// Days after the event for which faces are kept where the organizer says nothing else.
pub(crate) const USUAL_FACE_DAYS: i32 = 30;

/// Photos whose face pictures are removed in one go.
const PHOTOS: u64 = 500;

impl Services {
    /// How long the faces of the caller's own event are kept.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn retention(&self, caller: &Caller, event: EventId) -> Result<Retention, Problem> {
        let event = self.own_event(caller, event).await?;
        Ok(Retention { face_days: event.face_days.unsigned_abs() })
    }

    /// Sets how long the faces of the caller's own event are kept.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `invalid_fields` (more than ten years).
    pub async fn set_retention(
        &self,
        caller: &Caller,
        event: EventId,
        retention: Retention,
    ) -> Result<Retention, Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let mut fields = FieldCheck::default();
        if retention.face_days > LONGEST_FACE_DAYS {
            fields.fail("face_days", FieldProblemCode::TooLong);
        }
        fields.finish()?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        event::Entity::update_many()
            .col_expr(event::Column::FaceDays, Expr::value(retention.face_days as i32))
            .filter(event::Column::Id.eq(event.id))
            .exec(&transaction)
            .await
            .or_internal()?;
        raise_version(&transaction, event.id).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        Ok(retention)
    }

    /// Deletes the faces whose time is over, with their pictures and with what they have opened; answers of how many
    /// events. Runs now and then by itself.
    pub async fn delete_old_faces(&self) -> Result<u64, DbErr> {
        let today = self.now().date();
        let mut done = 0;
        for (event, date, face_days) in self.events_with_faces(today).await? {
            // Most events end here: what comes after the event only lengthens its time.
            if !is_over(date, None, face_days, today) {
                continue;
            }
            let last_photo: Option<OffsetDateTime> = photo::Entity::of(event)
                .select_only()
                .column(photo::Column::CreatedAt)
                // Ids grow with time, and have an index.
                .order_by_desc(photo::Column::Id)
                .into_tuple()
                .one(self.db())
                .await?;
            if is_over(date, last_photo.map(OffsetDateTime::date), face_days, today) {
                self.delete_faces(event).await?;
                done += 1;
            }
        }
        Ok(done)
    }

    /// The events before today that have faces which do not stay for ever.
    async fn events_with_faces(&self, today: Date) -> Result<Vec<(EventId, Date, i32)>, DbErr> {
        let faces = Query::select()
            .expr(Expr::value(1))
            .from(face::Entity)
            .and_where(Expr::col((face::Entity, face::Column::EventId)).equals((event::Entity, event::Column::Id)))
            .to_owned();
        event::Entity::find()
            .select_only()
            .columns([event::Column::Id, event::Column::Date, event::Column::FaceDays])
            .filter(event::Column::FaceDays.gt(0))
            .filter(event::Column::Date.lt(today))
            .filter(Expr::exists(faces))
            .into_tuple()
            .all(self.db())
            .await
    }

    /// The rows go first, in one transaction; a picture of a face without a row is nothing to anyone.
    async fn delete_faces(&self, event: EventId) -> Result<(), DbErr> {
        let transaction = begin_write(self.db()).await?;
        grant::Entity::delete_many().filter(grant::Column::EventId.eq(event)).exec(&transaction).await?;
        face::Entity::delete_many().filter(face::Column::EventId.eq(event)).exec(&transaction).await?;
        raise_version(&transaction, event).await?;
        transaction.commit().await?;
        tracing::info!(%event, "the faces of an event were deleted: their time was over");
        self.tell_change(event);
        self.delete_face_pictures(event).await
    }

    async fn delete_face_pictures(&self, event: EventId) -> Result<(), DbErr> {
        let photos = photo::Entity::of(event)
            .select_only()
            .columns([photo::Column::Id, photo::Column::Version])
            .order_by_asc(photo::Column::Id)
            .into_tuple::<(PhotoId, i32)>();
        let pages = photos.paginate(self.db(), PHOTOS);
        let mut page = 0;
        loop {
            let photos = pages.fetch_page(page).await?;
            if photos.is_empty() {
                return Ok(());
            }
            for (photo, version) in photos {
                let first = StorageKey::FaceCrop { event, photo, version, ordinal: 0, format: CopyFormat::WebP };
                if let Err(error) = self.parts.store.delete_beside(&first, "face-").await {
                    tracing::warn!(error = %crate::fault::chain(&error), "pictures of faces could not be deleted");
                }
            }
            page += 1;
        }
    }
}

/// Whether the time of an event's faces is over.
fn is_over(event: Date, last_photo: Option<Date>, face_days: i32, today: Date) -> bool {
    let from = last_photo.map_or(event, |last| std::cmp::max(last, event));
    from.checked_add(Duration::days(i64::from(face_days))).is_some_and(|last| last < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn the_last_photo_counts_where_it_came_after_the_event() {
        let event = date!(2026 - 06 - 01);
        assert!(!is_over(event, None, 30, date!(2026 - 07 - 01)), "the thirtieth day is one of them");
        assert!(is_over(event, None, 30, date!(2026 - 07 - 02)));
        assert!(!is_over(event, Some(date!(2026 - 06 - 20)), 30, date!(2026 - 07 - 02)));
        assert!(is_over(event, Some(date!(2026 - 05 - 20)), 30, date!(2026 - 07 - 02)));
    }
}
