//! Lists of people, and one of them.

use std::collections::HashMap;

use domain::event::Page;
use domain::people::{People, Person, PersonPhoto, PersonPhotos};
use domain::photo::PhotoState;
use domain::{EventId, FaceId, PersonId, PhotoId, Problem};
use entities::{event, face, people_repair, person, photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{acts, crop_url, describe};
use crate::fault::OrInternal;
use crate::photos::list::admin_photo;
use crate::{Caller, Services};

/// Photos of a person on one page.
const PER_PAGE: u32 = 60;
/// The most people somebody can be merged with from their own page.
const OTHERS: u64 = 200;

impl Services {
    /// The people of the caller's own event, those in most photos first.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn people(&self, caller: &Caller, event: EventId) -> Result<People, Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let rows = in_order(event.id).all(self.db()).await.or_internal()?;
        let everybody = rows.into_iter().filter_map(|row| describe(&event.code, row));
        let (hidden, people) = everybody.partition(|person| person.hidden);
        Ok(People {
            people,
            hidden,
            sorting: self.are_people_sorted_later(event.id).await?,
            undo: self.last_act(caller, event.id).await?,
        })
    }

    /// One of the event's people, with a page of their photos, newest first. `page` counts from 1.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`.
    pub async fn person(
        &self,
        caller: &Caller,
        event: EventId,
        person: PersonId,
        page: u32,
    ) -> Result<PersonPhotos, Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let row = acts::find_person(self.db(), event.id, person).await?;
        let photos = self.photos_of(&event, person, page.max(1)).await?;
        let others = in_order(event.id)
            .filter(person::Column::Id.ne(person))
            .filter(person::Column::Hidden.eq(false))
            .limit(OTHERS)
            .all(self.db())
            .await
            .or_internal()?;
        let others: Vec<Person> = others.into_iter().filter_map(|row| describe(&event.code, row)).collect();
        let person = describe(&event.code, row).ok_or(domain::ProblemCode::NotFound)?;
        Ok(PersonPhotos { person, photos, others, undo: self.last_act(caller, event.id).await? })
    }

    async fn photos_of(&self, event: &event::Model, person: PersonId, page: u32) -> Result<Page<PersonPhoto>, Problem> {
        let faces = face::Entity::find()
            .select_only()
            .columns([face::Column::Id, face::Column::PhotoId])
            .filter(face::Column::PersonId.eq(person))
            .order_by_desc(face::Column::PhotoId)
            .into_tuple::<(FaceId, PhotoId)>();
        let faces = faces.paginate(self.db(), u64::from(PER_PAGE));
        let total = faces.num_items().await.or_internal()?;
        let faces = faces.fetch_page(u64::from(page - 1)).await.or_internal()?;
        let ids: Vec<PhotoId> = faces.iter().map(|(_, photo)| *photo).collect();
        let rows = photo::Entity::of(event.id).filter(photo::Column::Id.is_in(ids.clone()));
        let rows = rows.all(self.db()).await.or_internal()?;
        let mut rows: HashMap<PhotoId, photo::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut boxes = self.face_boxes(ids.into_iter()).await?;
        let items = faces.into_iter().filter_map(|(face, photo)| {
            let row = rows.remove(&photo)?;
            let photo = admin_photo(&event.code, row, boxes.remove(&photo).unwrap_or_default());
            Some(PersonPhoto { photo, face, crop_url: crop_url(&event.code, face) })
        });
        Ok(Page { items: items.collect(), page, per_page: PER_PAGE, total })
    }

    /// Whether people may still change by themselves.
    async fn are_people_sorted_later(&self, event: EventId) -> Result<bool, Problem> {
        let due = people_repair::Entity::find_by_id(event).count(self.db()).await.or_internal()?;
        let unfinished =
            photo::Entity::of(event).filter(photo::Column::State.is_in([PhotoState::Queued, PhotoState::Processing]));
        Ok(due > 0 || unfinished.count(self.db()).await.or_internal()? > 0)
    }
}

fn in_order(event: EventId) -> sea_orm::Select<person::Entity> {
    person::Entity::of(event)
        .filter(person::Column::Photos.gt(0))
        .order_by_desc(person::Column::Photos)
        .order_by_asc(person::Column::Id)
}
