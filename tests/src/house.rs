//! A whole server on a port of its own, with a database and a photo store of its own.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};

use faces::{Engine, Settings};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use server::SiteSettings;
use services::mail::Mailer;
use services::storage::PhotoStore;
use services::work::WorkSettings;
use services::{DatabaseSessions, MasterKey, OidcSettings, Parts, Services, UploadLimits, migrate, open_database};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

use crate::postgres::TestDatabase;
use crate::statements::Statements;
use crate::{Client, Outbox};

/// Who letters are from.
const SENDER: &str = "PicMe <picme@localhost>";

/// A running server. Its folder goes with it.
pub struct House {
    pub services: Services,
    /// The server's own database.
    pub database: DatabaseConnection,
    database_url: String,
    /// What the server asks of it.
    pub statements: Statements,
    pub folder: TempDir,
    pub url: String,
    offset: Arc<Mutex<Duration>>,
    /// Workers and sweeps. Dropped, they end.
    tasks: tokio::task::JoinSet<()>,
    _postgres: Option<TestDatabase>,
}

/// What is special about a house.
#[derive(Default)]
struct Plan {
    workers: usize,
    /// Without one: letters are files in its folder.
    mailer: Option<Mailer>,
    oidc: Option<OidcSettings>,
    /// Without one: a database of its own.
    database_url: Option<String>,
}

impl House {
    /// A server with one photo worker.
    pub async fn open() -> Self {
        Self::build(Plan { workers: 1, ..Plan::default() }).await
    }

    /// A server that takes photos in and leaves them waiting.
    pub async fn without_workers() -> Self {
        Self::build(Plan::default()).await
    }

    /// A server with one photo worker on this database.
    pub async fn on(database_url: &str) -> Self {
        Self::build(Plan { workers: 1, database_url: Some(database_url.to_owned()), ..Plan::default() }).await
    }

    /// A server that sends its letters by SMTP.
    pub async fn with_mail_server(url: &str) -> Self {
        let mailer = Some(Mailer::smtp(url, SENDER).unwrap());
        Self::build(Plan { mailer, ..Plan::default() }).await
    }

    /// A server without workers where people may sign in through another house.
    pub async fn with_oidc(oidc: OidcSettings) -> Self {
        Self::build(Plan { oidc: Some(oidc), ..Plan::default() }).await
    }

    /// As [`House::open`], where people may sign in through another house.
    pub async fn working_with_oidc(oidc: OidcSettings) -> Self {
        Self::build(Plan { workers: 1, oidc: Some(oidc), ..Plan::default() }).await
    }

    async fn build(plan: Plan) -> Self {
        let Plan { workers, mailer, oidc, database_url } = plan;
        let folder = tempfile::tempdir().unwrap();
        let outbox = || Mailer::outbox(folder.path().join("outbox"), SENDER).unwrap();
        let mailer = mailer.unwrap_or_else(outbox);
        let postgres = if database_url.is_some() { None } else { TestDatabase::fresh().await };
        let sqlite = || format!("sqlite://{}/picme.sqlite", folder.path().display());
        let database_url = database_url.or(postgres.as_ref().map(TestDatabase::url)).unwrap_or_else(sqlite);
        let mut database = open_database(&database_url).await.unwrap();
        migrate(&database).await.unwrap();
        let statements = Statements::default();
        statements.listen(&mut database);
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
            mailer,
            public_url: url.clone(),
            model_id: faces::model_id(),
            upload_limits: UploadLimits { bytes: 3_000_000, ..UploadLimits::default() },
            oidc,
            clock: Arc::clone(&clock),
        });
        let work = (workers > 0).then(|| (engine(), WorkSettings { workers, ..WorkSettings::default() }));
        let running =
            server::start(&services, DatabaseSessions::new(database.clone(), clock), SiteSettings::default(), work);
        let service = running.router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self {
            services,
            database,
            database_url,
            statements,
            folder,
            url,
            offset,
            tasks: running.tasks,
            _postgres: postgres,
        }
    }

    /// A process of its own that only works on photos, as on another machine, until what is answered is dropped.
    pub async fn work_elsewhere(&self) -> tokio::task::JoinSet<()> {
        let folder = self.folder.path();
        let clock: services::Clock = Arc::new(OffsetDateTime::now_utc);
        let database = open_database(&self.database_url).await.unwrap();
        let services = Services::new(Parts {
            database: database.clone(),
            store: PhotoStore::file(folder.join("photos")).unwrap(),
            master_key: MasterKey::read_or_create(&folder.join("keys/master.key")).unwrap(),
            mailer: Mailer::outbox(folder.join("outbox"), SENDER).unwrap(),
            public_url: self.url.clone(),
            model_id: faces::model_id(),
            upload_limits: UploadLimits::default(),
            oidc: None,
            clock: Arc::clone(&clock),
        });
        let work = (engine(), WorkSettings { workers: 1, ..WorkSettings::default() });
        let sessions = DatabaseSessions::new(database, clock);
        server::start(&services, sessions, SiteSettings::default(), Some(work)).tasks
    }

    /// Somebody with a browser of their own.
    pub fn visitor(&self) -> Client {
        Client::new(&self.url, self.folder.path())
    }

    /// The letters that this server has sent.
    pub fn outbox(&self) -> Outbox {
        Outbox::of(self.folder.path())
    }

    /// Where the server's database is.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Ends workers and sweeps; requests are still answered.
    pub async fn rest(&mut self) {
        self.tasks.shutdown().await;
    }

    /// Lets time pass for the server.
    pub fn pass(&self, time: Duration) {
        *self.offset.lock().unwrap() += time;
    }

    /// How many rows a query counts: `SELECT COUNT(*) FROM …`.
    pub async fn count(&self, from: &str) -> i64 {
        let query = format!("SELECT COUNT(*) AS counted FROM {from}");
        let statement = Statement::from_string(self.database.get_database_backend(), query);
        let row = self.database.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get("", "counted").unwrap()
    }

    /// Puts every photo that is ready back in the queue, as a new model would.
    pub async fn process_again(&self) {
        let queued = "UPDATE photos SET state = 'queued', attempts = 0 WHERE state = 'ready'";
        self.database.execute_unprepared(queued).await.unwrap();
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

/// The real engine, loaded once a process. Without the finest level, which takes most of the time and finds faces that are smaller than
/// any of these photos has.
pub fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let load = || {
        let settings = Settings { levels: vec![128, 256, 512], ..Settings::photo() };
        Arc::new(server::engine(settings).expect("the networks; `cargo xtask test` makes them"))
    };
    Arc::clone(ENGINE.get_or_init(load))
}
