//! Starting the server: parts put together, a port opened, workers at work.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use services::work::WorkSettings;
use services::{DatabaseSessions, Services};
use time::Duration;
use tokio_util::sync::CancellationToken;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::{routes, site};

/// How long a session lives after its last use.
const SESSION: Duration = Duration::days(14);

/// What every handler can have.
#[derive(Clone)]
pub struct AppState {
    pub(crate) services: Services,
    pub(crate) leptos_options: LeptosOptions,
    pub(crate) build: Arc<str>,
    pub(crate) trusted_proxies: Arc<[IpAddr]>,
    pub(crate) https: bool,
}

impl FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}

/// What the site itself needs to know.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// Whether it is reached over https: cookies are then sent over https only, and browsers are told to stay there.
    pub https: bool,
    /// Whose `X-Forwarded-For` to believe.
    pub trusted_proxies: Vec<IpAddr>,
}

/// The parts of a running server.
pub struct Running {
    /// Serves everything.
    pub router: Router,
    /// Ends workers and sweeping.
    pub stop: CancellationToken,
    /// Workers and sweeping.
    pub tasks: tokio::task::JoinSet<()>,
}

/// Builds the router and starts sweeping, and workers when there is an engine for them.
pub fn start(
    services: &Services,
    sessions: DatabaseSessions,
    site: SiteSettings,
    work: Option<(Arc<faces::Engine>, WorkSettings)>,
) -> Running {
    // A second server in the same process, as in tests, finds it there.
    let _ = any_spawner::Executor::init_tokio();
    let stop = CancellationToken::new();
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn({
        let (services, sessions, stop) = (services.clone(), sessions.clone(), stop.clone());
        async move { services.sweep(sessions, stop).await }
    });
    if let Some((engine, settings)) = work {
        let (services, stop) = (services.clone(), stop.clone());
        tasks.spawn(async move { services.work(engine, settings, stop).await });
    }
    let layer = SessionManagerLayer::new(sessions)
        .with_name("picme")
        .with_secure(site.https)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(SESSION));
    let state = AppState {
        services: services.clone(),
        leptos_options: LeptosOptions::builder().output_name("picme").site_pkg_dir("pkg").build(),
        build: site::build_name().into(),
        trusted_proxies: site.trusted_proxies.into(),
        https: site.https,
    };
    Running { router: routes::router(state, layer), stop, tasks }
}
