//! The galleries of the events that guests look for themselves in, kept between scans.
//!
//! The database stays the truth: a gallery is asked for with every scan, and made anew when the event's faces have changed, whoever
//! changed them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{EventId, FaceId, PhotoId, Problem};
use entities::{event, face};
use faces::{Gallery, GalleryFace};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::Services;
use crate::fault::OrInternal;
use crate::templates::NotOpened;

/// Faces kept in memory over all events: about 600 bytes each.
const BUDGET: usize = 1_000_000;

/// One event's gallery and the version of the event that it was made of, once somebody has made it. Who finds it being made waits for it.
type Slot = Arc<tokio::sync::Mutex<Option<(i64, Arc<Gallery>)>>>;

/// The galleries in memory.
#[derive(Default)]
pub(crate) struct Galleries {
    slots: Mutex<HashMap<EventId, Kept>>,
}

struct Kept {
    slot: Slot,
    /// How many faces it had when it was last made.
    faces: usize,
    /// When it was last asked for: counts up.
    used: u64,
}

impl Galleries {
    fn slot(&self, event: EventId) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let now = 1 + slots.values().map(|kept| kept.used).max().unwrap_or(0);
        let kept = slots.entry(event).or_insert_with(|| Kept { slot: Slot::default(), faces: 0, used: now });
        kept.used = now;
        Arc::clone(&kept.slot)
    }

    /// Notes how large a gallery has become, and forgets the longest unused ones while all are too large together.
    fn grew(&self, event: EventId, faces: usize) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = slots.get_mut(&event) {
            kept.faces = faces;
        }
        while slots.values().map(|kept| kept.faces).sum::<usize>() > BUDGET && slots.len() > 1 {
            let oldest =
                slots.iter().filter(|(id, _)| **id != event).min_by_key(|(_, kept)| kept.used).map(|(id, _)| *id);
            let Some(oldest) = oldest else { break };
            slots.remove(&oldest);
        }
    }
}

impl Services {
    /// The event's faces as they are at its version or later, ready to be searched.
    pub(super) async fn gallery(&self, event: &event::Model) -> Result<Arc<Gallery>, Problem> {
        let slot = self.galleries.slot(event.id);
        let mut slot = slot.lock().await;
        // One that was made of a later version has all that this one has.
        if let Some((made_of, gallery)) = &*slot
            && *made_of >= event.version
        {
            return Ok(Arc::clone(gallery));
        }
        let gallery = Arc::new(self.make_gallery(event).await?);
        *slot = Some((event.version, Arc::clone(&gallery)));
        self.galleries.grew(event.id, gallery.len());
        Ok(gallery)
    }

    async fn make_gallery(&self, event: &event::Model) -> Result<Gallery, Problem> {
        let key = self.parts.master_key.event_key(event.id, &event.secret).or_internal()?;
        let rows: Vec<(FaceId, PhotoId, f32, Vec<u8>)> = face::Entity::find()
            .select_only()
            .columns([face::Column::Id, face::Column::PhotoId, face::Column::Quality, face::Column::Template])
            .filter(face::Column::EventId.eq(event.id))
            .filter(face::Column::ModelId.eq(self.parts.model_id.0.clone()))
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        tokio::task::spawn_blocking(move || {
            let open = |(face, photo, quality, template): (FaceId, PhotoId, f32, Vec<u8>)| {
                Ok(GalleryFace { face, photo, quality, embedding: key.open(face, &template)?, person: None })
            };
            rows.into_iter().map(open).collect::<Result<Vec<_>, NotOpened>>().map(Gallery::new)
        })
        .await
        .or_internal()?
        .or_internal()
    }
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
