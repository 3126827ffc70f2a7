//! Lists of photos.

use std::collections::HashMap;

use domain::event::{Landing, Page};
use domain::photo::{
    AdminPhoto, EventPhotos, FaceBox, Failure, FailureCode, Photo, PhotoCounts, PhotoKind, PhotoQuery, PhotoState,
    Rendition,
};
use domain::{EventCode, EventId, EventRef, PhotoId, Problem};
use entities::{face, photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::narrow::{narrowed, ordered};
use super::{Showing, gallery_photo, picture_url, placeholder_address};
use crate::fault::OrInternal;
use crate::{Caller, Services};

/// Most items of one page.
const LARGEST_PAGE: u32 = 200;

impl Services {
    /// The photos everyone past the event's door may see, watermarked, newest first. `page` counts from 1.
    ///
    /// Errors: `event_not_found`.
    pub async fn public_photos(
        &self,
        caller: &Caller,
        event: EventRef,
        page: u32,
        per_page: u32,
    ) -> Result<Page<Photo>, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let rows = self.page(newest_first(event.id), page, per_page).await?;
        Ok(map_page(rows, |row| gallery_photo(&event.code, row, Showing::Watermarked)))
    }

    /// The same with all that the landing page shows: the event is asked for once, and its photos are counted once.
    ///
    /// Errors: `event_not_found`.
    pub async fn public_gallery(
        &self,
        caller: &Caller,
        event: EventRef,
        page: u32,
        per_page: u32,
    ) -> Result<(Landing, Page<Photo>), Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let (id, code) = (event.id, event.code.clone());
        let landing = self.landing_of(caller, event).await?;
        let (page, per_page) = within(page, per_page);
        let pages = newest_first(id).paginate(self.db(), u64::from(per_page));
        let items = pages.fetch_page(u64::from(page - 1)).await.or_internal()?;
        let rows = Page { items, page, per_page, total: landing.public_photos };
        Ok((landing, map_page(rows, |row| gallery_photo(&code, row, Showing::Watermarked))))
    }

    /// Photos of the caller's own event with state and faces, and how many each filter has; to a photographer those that
    /// they uploaded. Five queries, however many photos.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn event_photos(
        &self,
        caller: &Caller,
        event: EventId,
        query: PhotoQuery,
    ) -> Result<EventPhotos, Problem> {
        let event = self.own_event(caller, event).await?;
        let mine = caller.photos_of(event.id)?;
        let wanted = ordered(narrowed(mine.clone(), query.filter, query.person), query.sort);
        let rows = self.page(wanted, query.page, query.per_page).await?;
        let mut faces = self.face_boxes(rows.items.iter().map(|row| row.id)).await?;
        let photos = map_page(rows, |row| {
            let faces = faces.remove(&row.id).unwrap_or_default();
            Some(admin_photo(&event.code, row, faces))
        });
        Ok(EventPhotos { photos, counts: self.photo_counts(mine).await? })
    }

    /// How many of some photos are in which state, of which kind, failed for which reason: one query.
    async fn photo_counts(&self, photos: Select<photo::Entity>) -> Result<PhotoCounts, Problem> {
        let groups: Vec<(PhotoState, Option<PhotoKind>, Option<FailureCode>, i64)> = photos
            .select_only()
            .column(photo::Column::State)
            .column(photo::Column::Kind)
            .column(photo::Column::FailureCode)
            .column_as(photo::Column::Id.count(), "photos")
            .group_by(photo::Column::State)
            .group_by(photo::Column::Kind)
            .group_by(photo::Column::FailureCode)
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        let mut counts = PhotoCounts::default();
        for (state, kind, failure, photos) in groups {
            counts.add(state, kind, failure, photos.unsigned_abs());
        }
        counts.failures.sort_by_key(|count| (std::cmp::Reverse(count.photos), count.code.as_str()));
        Ok(counts)
    }

    async fn page(
        &self,
        photos: Select<photo::Entity>,
        page: u32,
        per_page: u32,
    ) -> Result<Page<photo::Model>, Problem> {
        let (page, per_page) = within(page, per_page);
        let pages = photos.paginate(self.db(), u64::from(per_page));
        let total = pages.num_items().await.or_internal()?;
        let items = pages.fetch_page(u64::from(page - 1)).await.or_internal()?;
        Ok(Page { items, page, per_page, total })
    }

    pub(crate) async fn face_boxes(
        &self,
        photos: impl Iterator<Item = PhotoId>,
    ) -> Result<HashMap<PhotoId, Vec<FaceBox>>, Problem> {
        let rows = face::Entity::find()
            .filter(face::Column::PhotoId.is_in(photos))
            .order_by_asc(face::Column::Ordinal)
            .all(self.db())
            .await
            .or_internal()?;
        let mut boxes: HashMap<PhotoId, Vec<FaceBox>> = HashMap::new();
        for row in rows {
            boxes.entry(row.photo_id).or_default().push(FaceBox {
                id: row.id,
                x: row.x,
                y: row.y,
                width: row.width,
                height: row.height,
                score: row.score,
                sure: row.sure,
            });
        }
        Ok(boxes)
    }
}

/// What everyone past an event's door may see.
fn newest_first(event: EventId) -> Select<photo::Entity> {
    photo::Entity::public_of(event).order_by_desc(photo::Column::Id)
}

/// A page that there may be, of a size that is allowed.
fn within(page: u32, per_page: u32) -> (u32, u32) {
    (page.max(1), per_page.clamp(1, LARGEST_PAGE))
}

fn map_page<T, U>(page: Page<T>, item: impl FnMut(T) -> Option<U>) -> Page<U> {
    let Page { items, page, per_page, total } = page;
    Page { items: items.into_iter().filter_map(item).collect(), page, per_page, total }
}

pub(crate) fn admin_photo(code: &EventCode, row: photo::Model, faces: Vec<FaceBox>) -> AdminPhoto {
    let url = |rendition| picture_url(code, row.id, row.version, rendition);
    let ready = row.state == PhotoState::Ready;
    AdminPhoto {
        thumb_url: ready.then(|| url(Rendition::Thumb)),
        view_url: ready.then(|| url(Rendition::View)),
        download_url: url(Rendition::Original),
        placeholder: row.placeholder.filter(|_| ready).map(placeholder_address),
        failure: row.failure_code.map(|code| Failure { code, detail: row.failure_detail.unwrap_or_default() }),
        id: row.id,
        event_id: row.event_id,
        filename: row.filename,
        state: row.state,
        kind: row.kind,
        width: row.width.unsigned_abs(),
        height: row.height.unsigned_abs(),
        bytes: row.bytes.unsigned_abs(),
        faces,
        uploaded_at: row.created_at,
    }
}
