//! Lists of photos.

use std::collections::HashMap;

use domain::event::Page;
use domain::photo::{AdminPhoto, FaceBox, Failure, Photo, PhotoState, Rendition};
use domain::{EventCode, EventId, EventRef, PhotoId, Problem};
use entities::{face, photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};

use super::{Showing, gallery_photo, picture_url};
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
        let rows = self.page(photo::Entity::public_of(event.id), page, per_page).await?;
        Ok(map_page(rows, |row| gallery_photo(&event.code, row, Showing::Watermarked)))
    }

    /// Every photo of the caller's own event with its state and faces, newest first; to a photographer those that they
    /// uploaded. `page` counts from 1.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn event_photos(
        &self,
        caller: &Caller,
        event: EventId,
        page: u32,
        per_page: u32,
    ) -> Result<Page<AdminPhoto>, Problem> {
        let event = self.own_event(caller, event).await?;
        let rows = self.page(caller.photos_of(event.id)?, page, per_page).await?;
        let mut faces = self.face_boxes(rows.items.iter().map(|row| row.id)).await?;
        Ok(map_page(rows, |row| {
            let faces = faces.remove(&row.id).unwrap_or_default();
            Some(admin_photo(&event.code, row, faces))
        }))
    }

    async fn page(
        &self,
        photos: Select<photo::Entity>,
        page: u32,
        per_page: u32,
    ) -> Result<Page<photo::Model>, Problem> {
        let (page, per_page) = (page.max(1), per_page.clamp(1, LARGEST_PAGE));
        let pages = photos.order_by_desc(photo::Column::Id).paginate(self.db(), u64::from(per_page));
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
