//! The photo queue. The row is the job: there is no second queue to disagree with it.
//!
//! A worker leases a queued row, decodes the photo, finds its faces, writes the renditions, and in one transaction
//! replaces the photo's faces and sets it ready. While it works it renews the lease; killed at any instant, the
//! lease runs out and another worker does the same work to the same result.

mod commit;
mod compute;
pub(crate) mod encode;
mod lease;
pub(crate) mod mark;
mod placeholder;
mod process;
pub(crate) mod remark;
pub(crate) mod renditions;
mod room;
mod sweep;
pub(crate) mod watermark;

pub use compute::{Failed, Processed, Stage, compute};
pub use renditions::RenditionError;
pub use watermark::{FontError, Mark};

use std::sync::Arc;
use std::time::Duration;

use faces::Engine;
use tokio_util::sync::CancellationToken as Stop;
use uuid::Uuid;

use crate::Services;
use crate::fault::chain;
use room::Room;

/// What the workers of a process share.
#[derive(Clone)]
struct Workshop {
    engine: Arc<Engine>,
    room: Room,
}

/// How the photo workers run.
#[derive(Clone, Copy, Debug)]
pub struct WorkSettings {
    /// Photos at the same time.
    pub workers: usize,
    /// How long a worker may be silent before its photo is given to another.
    pub lease: Duration,
    /// How often an idle worker looks for photos that another process took in.
    pub idle: Duration,
}

impl Default for WorkSettings {
    fn default() -> Self {
        Self { workers: 1, lease: Duration::from_secs(30), idle: Duration::from_secs(2) }
    }
}

impl Services {
    /// Processes photos until told to stop; a photo that is being processed is finished first.
    pub async fn work(&self, engine: Arc<Engine>, settings: WorkSettings, stop: Stop) {
        let shop = Workshop { engine, room: Room::new(settings.workers) };
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..settings.workers {
            workers.spawn(self.clone().work_alone(shop.clone(), settings, stop.clone()));
        }
        workers.join_all().await;
    }

    async fn work_alone(self, shop: Workshop, settings: WorkSettings, stop: Stop) {
        let worker = Uuid::new_v4();
        while !stop.is_cancelled() {
            let done = self.work_once(&shop, worker, settings.lease).await;
            match done {
                Ok(true) => {}
                Ok(false) => self.repair_or_wait(settings.idle, &stop).await,
                Err(error) => {
                    tracing::error!(error = %chain(&error), "the photo queue could not be read");
                    self.wait_for_work(settings.idle, &stop).await;
                }
            }
        }
    }

    /// With no photo waiting there is time to put people in order.
    async fn repair_or_wait(&self, idle: Duration, stop: &Stop) {
        match self.repair_people().await {
            Ok(true) => {}
            Ok(false) => self.wait_for_work(idle, stop).await,
            Err(error) => {
                tracing::error!(error = %chain(&error), "people could not be put in order");
                self.wait_for_work(idle, stop).await;
            }
        }
    }

    async fn wait_for_work(&self, idle: Duration, stop: &Stop) {
        tokio::select! {
            () = self.work_waits.notified() => {}
            () = tokio::time::sleep(idle) => {}
            () = stop.cancelled() => {}
        }
    }

    /// Wakes a worker of this process; workers of others look by themselves.
    pub(crate) fn tell_work(&self) {
        self.work_waits.notify_one();
    }
}
