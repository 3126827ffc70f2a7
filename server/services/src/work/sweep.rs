//! Removing what is over: sessions, offers, grants, codes, what visits kept, faces whose time is over, rate-limit tables.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::fault::chain;
use crate::{DatabaseSessions, Services};

/// How often it is swept.
const EVERY: Duration = Duration::from_mins(10);

impl Services {
    /// Sweeps now and then until told to stop.
    pub async fn sweep(&self, sessions: DatabaseSessions, stop: CancellationToken) {
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
            self.limits.sweep();
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stop.cancelled() => {}
            }
        }
    }
}
