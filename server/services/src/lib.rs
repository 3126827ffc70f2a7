#![doc = include_str!("../README.md")]

pub mod access;
mod accounts;
mod caller;
mod database;
mod devices;
mod downloads;
mod events;
mod fault;
mod favourites;
mod hex;
mod limits;
pub mod mail;
mod numbers;
mod oidc;
mod organizations;
mod people;
mod photos;
mod profiles;
mod retention;
mod scans;
mod sessions;
pub mod storage;
mod templates;
mod visits;
pub mod work;

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use time::OffsetDateTime;
use tokio::sync::broadcast;

use domain::{EventId, ModelId};

pub use accounts::Role;
pub use caller::{Caller, Identity};
pub use database::{OpenError, migrate, open_database};
pub use downloads::{Zip, ZipWish};
pub use events::COVER_BYTES;
pub use oidc::{OidcAnswer, OidcSettings};
pub use photos::picture::{Picture, PictureAddress};
pub use photos::upload::{Acknowledged, UploadLimits, Uploads};
pub use photos::watermark::LARGEST_LOGO;
pub use scans::CONSENT_VERSION;
pub use sessions::DatabaseSessions;
pub use templates::{KeyError, MasterKey};

use limits::Limits;
use scans::galleries::Galleries;
use storage::PhotoStore;

/// What the services stand on. Built once by the server.
#[derive(Clone)]
pub struct Parts {
    /// The database, migrated.
    pub database: DatabaseConnection,
    /// Where photos are kept.
    pub store: PhotoStore,
    /// What seals the events' secrets.
    pub master_key: MasterKey,
    /// How letters leave.
    pub mailer: mail::Mailer,
    /// The address guests reach the site at, without a slash at its end: what QR codes say.
    pub public_url: String,
    /// The model whose vectors are compared.
    pub model_id: ModelId,
    /// What an upload may hold.
    pub upload_limits: UploadLimits,
    /// Another house whose accounts people may sign in with, when there is one.
    pub oidc: Option<OidcSettings>,
    /// What time it is.
    pub clock: Clock,
}

/// What time it is: the system's clock in the product, a hand-set one in tests.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(OffsetDateTime::now_utc)
}

/// PicMe's use cases. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    parts: Arc<Parts>,
    limits: Arc<Limits>,
    galleries: Arc<Galleries>,
    changes: broadcast::Sender<EventId>,
    work_waits: Arc<tokio::sync::Notify>,
    repairing: Arc<tokio::sync::Mutex<()>>,
}

impl Services {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
            limits: Arc::new(Limits::new()),
            galleries: Arc::default(),
            // Listeners that fall behind read the database anyway: a lost note costs nothing.
            changes: broadcast::channel(64).0,
            work_waits: Arc::default(),
            repairing: Arc::default(),
        }
    }

    /// The ids of events whose photos changed in this process, as it happens.
    pub fn changes(&self) -> broadcast::Receiver<EventId> {
        self.changes.subscribe()
    }

    /// Whether database and store answer.
    pub async fn health(&self) -> Health {
        let waiting = self.waiting_photos().await.ok();
        Health { database: waiting.is_some(), storage: self.parts.store.is_writable().await, waiting }
    }

    fn db(&self) -> &DatabaseConnection {
        &self.parts.database
    }

    fn now(&self) -> OffsetDateTime {
        (self.parts.clock)()
    }

    fn tell_change(&self, event: EventId) {
        // No listener is no error.
        let _ = self.changes.send(event);
    }
}

/// Which parts of the server answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// The database.
    pub database: bool,
    /// The photo store.
    pub storage: bool,
    /// Photos that wait for a worker, when the database says.
    pub waiting: Option<u64>,
}
