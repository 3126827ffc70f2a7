//! What `serve`, `work` and `migrate` share: settings read, folders made, parts put together.

use std::fs;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

use services::mail::Mailer;
use services::storage::PhotoStore;
use services::work::WorkSettings;
use services::{DatabaseSessions, MasterKey, Parts, Services, UploadLimits, migrate, open_database, system_clock};
use tracing_subscriber::EnvFilter;

use super::Failure;
use crate::config::Config;

/// The services with what the server needs beside them.
pub(super) struct House {
    pub(super) services: Services,
    pub(super) sessions: DatabaseSessions,
}

/// Reads the settings.
pub(super) fn config() -> Result<Config, Failure> {
    Ok(Config::read(|name| std::env::var(name).ok())?)
}

/// A runtime for a command.
pub(super) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// Logs to stderr; `PICME_LOG` says how much, `info` when it says nothing.
pub(super) fn log() {
    let filter = EnvFilter::try_from_env("PICME_LOG").unwrap_or_else(|_| EnvFilter::new("info,tract=warn"));
    // A second subscriber, as in tests, is no error.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .try_init();
}

/// Opens the house: database migrated, store and key ready.
pub(super) async fn open(config: &Config, public_url: String) -> Result<House, Failure> {
    fs::create_dir_all(&config.data)?;
    let database = open_database(&config.database_url).await?;
    migrate(&database).await?;
    let clock = system_clock();
    let sessions = DatabaseSessions::new(database.clone(), clock.clone());
    let services = Services::new(Parts {
        database,
        store: PhotoStore::file(config.data.join("photos"))?,
        master_key: MasterKey::read_or_create(&config.key_file)?,
        mailer: mailer(config, &public_url)?,
        public_url,
        model_id: faces::model_id(),
        upload_limits: UploadLimits::default(),
        oidc: config.oidc.clone(),
        clock,
    });
    Ok(House { services, sessions })
}

/// Letters go by SMTP where a server is set, else each is a file in the data folder's outbox.
fn mailer(config: &Config, public_url: &str) -> Result<Mailer, Failure> {
    let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let host = host.split([':', '/']).next().unwrap_or(host);
    let from = config.mail_from.clone().unwrap_or_else(|| format!("PicMe <picme@{host}>"));
    match &config.smtp_url {
        Some(url) => Ok(Mailer::smtp(url, &from)?),
        None => Ok(Mailer::outbox(config.data.join("outbox"), &from)?),
    }
}

/// How many workers, when nobody says: one a core, as each photo takes one; two at most, as each takes memory.
pub(super) fn work_settings(workers: Option<usize>) -> WorkSettings {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let defaults = WorkSettings::default();
    let lease = std::env::var("PICME_LEASE_SECONDS").ok().and_then(|text| text.parse().ok());
    WorkSettings {
        workers: workers.unwrap_or(cores.min(2)),
        lease: lease.map_or(defaults.lease, Duration::from_secs),
        ..defaults
    }
}

/// The engine that photos are processed with.
pub(super) fn engine() -> Result<Arc<faces::Engine>, Failure> {
    Ok(Arc::new(crate::engine(faces::Settings::photo())?))
}

/// Waits for ctrl-c or, on Unix, a request to terminate.
pub(super) async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
