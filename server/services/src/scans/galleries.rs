//! The galleries of the events that guests look for themselves in, kept between scans.
//!
//! The database stays the truth: a gallery is asked for with every scan, and brought up to date when the event has changed, whoever
//! changed it. Every face says with which version of its event it changed last, so only those after the gallery's own version are read. Faces that
//! have gone say nothing: they are looked for when there are fewer than there should be.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{EventId, FaceId, PersonId, PhotoId, Problem};
use entities::{event, face};
use faces::{Gallery, GalleryFace};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, Select};

use crate::Services;
use crate::fault::OrInternal;
use crate::templates::{EventKey, NotOpened};

/// Memory of all galleries together, in bytes: a million faces.
const BUDGET: usize = 700_000_000;
/// Where more than one face in so many has changed, a gallery is made anew.
const FEW: usize = 4;

/// One event's gallery and the version of the event that it was made of, once somebody has made it. Who finds it being made waits for it.
type Slot = Arc<tokio::sync::Mutex<Option<(i64, Arc<Gallery>)>>>;

/// The galleries in memory.
#[derive(Default)]
pub(crate) struct Galleries {
    slots: Mutex<HashMap<EventId, Kept>>,
}

struct Kept {
    slot: Slot,
    /// Its memory when it was last made or brought up to date.
    bytes: usize,
    /// When it was last asked for: counts up.
    used: u64,
}

impl Galleries {
    fn slot(&self, event: EventId) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let now = 1 + slots.values().map(|kept| kept.used).max().unwrap_or(0);
        let kept = slots.entry(event).or_insert_with(|| Kept { slot: Slot::default(), bytes: 0, used: now });
        kept.used = now;
        Arc::clone(&kept.slot)
    }

    /// Notes how large a gallery has become, and forgets the longest unused ones while all are too large together.
    fn grew(&self, event: EventId, bytes: usize) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = slots.get_mut(&event) {
            kept.bytes = bytes;
        }
        while slots.values().map(|kept| kept.bytes).sum::<usize>() > BUDGET && slots.len() > 1 {
            let oldest =
                slots.iter().filter(|(id, _)| **id != event).min_by_key(|(_, kept)| kept.used).map(|(id, _)| *id);
            let Some(oldest) = oldest else { break };
            slots.remove(&oldest);
        }
    }
}

/// A face as a gallery needs it.
#[derive(FromQueryResult)]
struct Row {
    id: FaceId,
    photo_id: PhotoId,
    quality: f32,
    template: Vec<u8>,
    person_id: Option<PersonId>,
}

impl Services {
    /// The event's faces as they are at its version or later, ready to be searched.
    pub(super) async fn gallery(&self, event: &event::Model) -> Result<Arc<Gallery>, Problem> {
        let slot = self.galleries.slot(event.id);
        let mut slot = slot.lock().await;
        let gallery = match &*slot {
            // One that was made of a later version has all that this one has.
            Some((made_of, gallery)) if *made_of >= event.version => return Ok(Arc::clone(gallery)),
            Some((made_of, gallery)) => self.bring_up_to_date(event, *made_of, gallery).await?,
            None => self.make_gallery(event).await?,
        };
        *slot = Some((event.version, Arc::clone(&gallery)));
        self.galleries.grew(event.id, gallery.bytes());
        Ok(gallery)
    }

    async fn make_gallery(&self, event: &event::Model) -> Result<Arc<Gallery>, Problem> {
        let key = self.parts.master_key.event_key(event.id, &event.secret).or_internal()?;
        let rows = rows(self.gallery_faces(event)).all(self.db()).await.or_internal()?;
        let made = tokio::task::spawn_blocking(move || opened(&key, rows).map(Gallery::new));
        made.await.or_internal()?.or_internal().map(Arc::new)
    }

    /// Who searches the gallery meanwhile searches it as it was.
    async fn bring_up_to_date(
        &self,
        event: &event::Model,
        made_of: i64,
        gallery: &Arc<Gallery>,
    ) -> Result<Arc<Gallery>, Problem> {
        let key = self.parts.master_key.event_key(event.id, &event.secret).or_internal()?;
        let changed = self.gallery_faces(event).filter(face::Column::Changed.gt(made_of));
        let changed = rows(changed).all(self.db()).await.or_internal()?;
        if changed.len() > gallery.len() / FEW {
            return self.make_gallery(event).await;
        }
        let gone = self.gone(event, gallery, &changed).await.or_internal()?;
        if changed.is_empty() && gone.is_empty() {
            return Ok(Arc::clone(gallery));
        }
        let mut gallery = Arc::clone(gallery);
        let updated = tokio::task::spawn_blocking(move || {
            Arc::make_mut(&mut gallery).update(opened(&key, changed)?, &gone);
            Ok::<_, NotOpened>(gallery)
        });
        updated.await.or_internal()?.or_internal()
    }

    /// The faces of a gallery that are no more. What has not changed is in the gallery; so with the changed ones it has all there are, and as
    /// many only if none has gone.
    async fn gone(&self, event: &event::Model, gallery: &Gallery, changed: &[Row]) -> Result<Vec<FaceId>, DbErr> {
        let changed: HashSet<FaceId> = changed.iter().map(|row| row.id).collect();
        let known = gallery.faces().iter().filter(|found| changed.contains(&found.face)).count();
        let ids = self.gallery_faces(event).select_only().column(face::Column::Id);
        let there = ids.clone().count(self.db()).await?;
        if there == (gallery.len() + changed.len() - known) as u64 {
            return Ok(Vec::new());
        }
        let ids: Vec<FaceId> = ids.into_tuple().all(self.db()).await?;
        let ids: HashSet<FaceId> = ids.into_iter().collect();
        Ok(gallery.faces().iter().map(|found| found.face).filter(|face| !ids.contains(face)).collect())
    }

    fn gallery_faces(&self, event: &event::Model) -> Select<face::Entity> {
        face::Entity::find()
            .filter(face::Column::EventId.eq(event.id))
            .filter(face::Column::ModelId.eq(self.parts.model_id.0.clone()))
    }
}

fn rows(faces: Select<face::Entity>) -> sea_orm::Selector<sea_orm::SelectModel<Row>> {
    use face::Column;
    let columns = [Column::Id, Column::PhotoId, Column::Quality, Column::Template, Column::PersonId];
    faces.select_only().columns(columns).into_model()
}

fn opened(key: &EventKey, rows: Vec<Row>) -> Result<Vec<GalleryFace>, NotOpened> {
    let open = |row: Row| {
        let Row { id: face, photo_id: photo, quality, template, person_id: person } = row;
        Ok(GalleryFace { face, photo, quality, person, embedding: key.open(face, &template)? })
    };
    rows.into_iter().map(open).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_gallery_goes_first() {
        let galleries = Galleries::default();
        let events: Vec<EventId> = (0..3).map(|_| EventId::new()).collect();
        for event in &events {
            galleries.slot(*event);
            galleries.grew(*event, BUDGET / 2);
        }
        let kept = |event| galleries.slots.lock().expect("whole").contains_key(&event);
        assert_eq!(events.iter().map(|event| kept(*event)).collect::<Vec<_>>(), [false, true, true]);
        galleries.slot(events[1]);
        galleries.slot(events[0]);
        galleries.grew(events[0], BUDGET / 2);
        assert_eq!(events.iter().map(|event| kept(*event)).collect::<Vec<_>>(), [true, true, false]);
        galleries.grew(events[0], 2 * BUDGET);
        assert!(kept(events[0]), "one that is asked for is kept, however large");
    }
}
