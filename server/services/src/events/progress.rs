//! How far the photos of an event are.

use std::collections::HashMap;

use domain::photo::{PhotoKind, PhotoState, Progress};
use domain::{EventId, Problem};
use entities::photo::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::fault::OrInternal;
use crate::{Caller, Services};

/// How many photos an event has.
#[derive(Clone, Copy, Default)]
pub(super) struct Counted {
    /// By state.
    pub progress: Progress,
    /// Those that everyone past the event's door may see.
    pub public: u64,
}

impl Services {
    /// How far the photos of the caller's own event are.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn progress(&self, caller: &Caller, event: EventId) -> Result<Progress, Problem> {
        self.own_event(caller, event).await?;
        self.progress_of(event).await
    }

    pub(crate) async fn progress_of(&self, event: EventId) -> Result<Progress, Problem> {
        Ok(self.progress_of_all(&[event]).await?.remove(&event).unwrap_or_default())
    }

    pub(super) async fn progress_of_all(&self, events: &[EventId]) -> Result<HashMap<EventId, Progress>, Problem> {
        let counts: Vec<(EventId, PhotoState, i64)> = Entity::find()
            .select_only()
            .column(Column::EventId)
            .column(Column::State)
            .column_as(Column::Id.count(), "photos")
            .filter(Column::EventId.is_in(events.iter().copied()))
            .group_by(Column::EventId)
            .group_by(Column::State)
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        let mut all: HashMap<EventId, Progress> = HashMap::new();
        for (event, state, count) in counts {
            add(all.entry(event).or_default(), state, count.unsigned_abs());
        }
        Ok(all)
    }

    /// Counts an event's photos once, for all that a guest is told of them.
    pub(super) async fn counted(&self, event: EventId) -> Result<Counted, Problem> {
        let counts: Vec<(PhotoState, Option<PhotoKind>, i64)> = Entity::of(event)
            .select_only()
            .column(Column::State)
            .column(Column::Kind)
            .column_as(Column::Id.count(), "photos")
            .group_by(Column::State)
            .group_by(Column::Kind)
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        let mut counted = Counted::default();
        for (state, kind, count) in counts {
            let count = count.unsigned_abs();
            add(&mut counted.progress, state, count);
            if state == PhotoState::Ready && kind.is_some_and(PhotoKind::is_public) {
                counted.public += count;
            }
        }
        Ok(counted)
    }
}

fn add(progress: &mut Progress, state: PhotoState, count: u64) {
    progress.total += count;
    match state {
        PhotoState::Ready => progress.ready += count,
        PhotoState::Queued => progress.waiting += count,
        PhotoState::Processing => progress.processing += count,
        PhotoState::Failed => progress.failed += count,
    }
}
