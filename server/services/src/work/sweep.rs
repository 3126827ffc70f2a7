//! Removing what is over: sessions, offers, grants, codes, what visits kept, faces whose time is over, rate-limit tables,
//! and files that no row knows.

use std::collections::HashSet;
use std::time::Duration;

use domain::{EventId, PhotoId, Problem};
use entities::{event, photo};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tokio_util::sync::CancellationToken;

use crate::fault::{OrInternal, chain};
use crate::storage::StorageKey;
use crate::{DatabaseSessions, Services};

/// How often it is swept.
const EVERY: Duration = Duration::from_mins(10);
/// Every so many times files are swept too: that walks through the whole store.
const FILES_EVERY: u32 = 6;
/// An upload has its file before its row: what is younger may be one.
const YOUNGEST: time::Duration = time::Duration::HOUR;
/// Events asked for in one query.
const AT_ONCE: usize = 200;

impl Services {
    /// Sweeps now and then until told to stop.
    pub async fn sweep(&self, sessions: DatabaseSessions, stop: CancellationToken) {
        let mut round = 0_u32;
        while !stop.is_cancelled() {
            let now = self.now();
            let swept = async {
                let rows = sessions.sweep().await? + self.sweep_scans(now).await? + self.sweep_codes().await?;
                let rows = rows + self.sweep_invitations(now).await? + self.sweep_visits(now).await?;
                Ok::<u64, sea_orm::DbErr>(rows + self.delete_old_faces().await?)
            };
            match swept.await {
                Ok(0) => {}
                Ok(rows) => tracing::debug!(rows, "swept"),
                Err(error) => tracing::warn!(error = %chain(&error), "sweeping failed"),
            }
            if round.is_multiple_of(FILES_EVERY) {
                // A failure is in the log already, with its causes.
                if let Ok(folders @ 1..) = self.sweep_files().await {
                    tracing::info!(folders, "swept files without a row");
                }
            }
            round = round.wrapping_add(1);
            self.limits.sweep();
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Removes the files of photos and events that have no row: a server died after a file was in its place and before its row
    /// was, or after rows were deleted and before their files were. Answers how many folders went.
    ///
    /// Names are read first and rows after: a photo that comes meanwhile is not among the names.
    pub async fn sweep_files(&self) -> Result<u64, Problem> {
        let mut swept = 0;
        for events in self.parts.store.events().await.or_internal()?.chunks(AT_ONCE) {
            let mut photos = Vec::new();
            for &event in events {
                photos.push((event, self.parts.store.photos(event).await.or_internal()?));
            }
            let known: HashSet<EventId> = self.known_events(events).await?;
            for (event, photos) in photos {
                swept += if known.contains(&event) {
                    self.sweep_event(event, photos).await?
                } else {
                    self.remove_if_old(&StorageKey::Event(event)).await?
                };
            }
        }
        Ok(swept)
    }

    async fn known_events(&self, events: &[EventId]) -> Result<HashSet<EventId>, Problem> {
        let found = event::Entity::find().filter(event::Column::Id.is_in(events.iter().copied()));
        let ids: Vec<EventId> =
            found.select_only().column(event::Column::Id).into_tuple().all(self.db()).await.or_internal()?;
        Ok(ids.into_iter().collect())
    }

    async fn sweep_event(&self, event: EventId, stored: Vec<PhotoId>) -> Result<u64, Problem> {
        let found = photo::Entity::of(event).select_only().column(photo::Column::Id);
        let known: Vec<PhotoId> = found.into_tuple().all(self.db()).await.or_internal()?;
        let known: HashSet<PhotoId> = known.into_iter().collect();
        let mut swept = 0;
        for photo in stored.into_iter().filter(|photo| !known.contains(photo)) {
            swept += self.remove_if_old(&StorageKey::Photo(event, photo)).await?;
        }
        Ok(swept)
    }

    async fn remove_if_old(&self, folder: &StorageKey) -> Result<u64, Problem> {
        let changed = self.parts.store.changed_at(folder).await.or_internal()?;
        if changed.is_none_or(|changed| self.now() - changed < YOUNGEST) {
            return Ok(0);
        }
        self.parts.store.delete_all(folder).await.or_internal()?;
        Ok(1)
    }
}
