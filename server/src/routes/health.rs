//! `GET /health`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use services::Services;

/// How the server is.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Report {
    status: &'static str,
    version: &'static str,
    database: &'static str,
    storage: &'static str,
    queue: Queue,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Queue {
    waiting: Option<u64>,
}

pub(super) async fn health(State(services): State<Services>) -> (StatusCode, Json<Report>) {
    let health = services.health().await;
    let well = health.database && health.storage;
    let word = |up: bool| if up { "up" } else { "down" };
    let report = Report {
        status: if well { "ok" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        database: word(health.database),
        storage: word(health.storage),
        queue: Queue { waiting: health.waiting },
    };
    (if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(report))
}
