//! A whole server on a port of its own, with a database and a photo store of its own.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};

use faces::{Engine, Settings};
use sea_orm::DatabaseConnection;
use server::SiteSettings;
use services::mail::Mailer;
use services::storage::PhotoStore;
use services::work::WorkSettings;
use services::{DatabaseSessions, MasterKey, Parts, Services, UploadLimits, migrate, open_database};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

use crate::Client;
use crate::postgres::TestDatabase;

/// A running server. Its folder goes with it.
pub struct House {
    pub services: Services,
    pub folder: TempDir,
    pub database: DatabaseConnection,
    pub url: String,
    offset: Arc<Mutex<Duration>>,
    /// Dropped, they end.
    _tasks: tokio::task::JoinSet<()>,
    _postgres: Option<TestDatabase>,
}

impl House {
    /// A server with one photo worker.
    pub async fn open() -> Self {
        Self::with_workers(1).await
    }

    /// A server that takes photos in and leaves them waiting.
    pub async fn without_workers() -> Self {
        Self::with_workers(0).await
    }

    async fn with_workers(workers: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let postgres = TestDatabase::fresh().await;
        let sqlite = || format!("sqlite://{}/picme.sqlite", folder.path().display());
        let database = open_database(&postgres.as_ref().map_or_else(sqlite, TestDatabase::url)).await.unwrap();
        migrate(&database).await.unwrap();
        let offset = Arc::new(Mutex::new(Duration::ZERO));
        let clock: services::Clock = {
            let offset = Arc::clone(&offset);
            Arc::new(move || OffsetDateTime::now_utc() + *offset.lock().unwrap())
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let services = Services::new(Parts {
            database: database.clone(),
            store: PhotoStore::file(folder.path().join("photos")).unwrap(),
            master_key: MasterKey::read_or_create(&folder.path().join("keys/master.key")).unwrap(),
            mailer: Mailer::outbox(folder.path().join("outbox"), "PicMe <picme@localhost>").unwrap(),
            public_url: url.clone(),
            model_id: faces::model_id(),
            upload_limits: UploadLimits { bytes: 3_000_000, ..UploadLimits::default() },
            clock: Arc::clone(&clock),
        });
        let work = (workers > 0).then(|| (engine(), WorkSettings { workers, ..WorkSettings::default() }));
        let running =
            server::start(&services, DatabaseSessions::new(database.clone(), clock), SiteSettings::default(), work);
        let service = running.router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { services, folder, database, url, offset, _tasks: running.tasks, _postgres: postgres }
    }

    /// Somebody with a browser of their own.
    pub fn visitor(&self) -> Client {
        Client::new(&self.url)
    }

    /// Lets time pass for the server.
    pub fn pass(&self, time: Duration) {
        *self.offset.lock().unwrap() += time;
    }

    /// Every file of the photo store, as paths below its root, sorted.
    pub fn files(&self) -> Vec<String> {
        let root = self.folder.path().join("photos");
        let mut files = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        files.sort();
        files
    }
}

/// The real engine, loaded once a process.
pub fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let load = || Arc::new(server::engine(Settings::photo()).expect("the networks; `cargo xtask test` makes them"));
    Arc::clone(ENGINE.get_or_init(load))
}
