//! An event in numbers, as JSON and as CSV; and how long its faces are kept.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::numbers::{Numbers, Retention};
use serde::Deserialize;
use services::Services;

use super::events::{Body, event_id};
use super::pictures::attachment;
use crate::csv;
use crate::guard::By;
use crate::refusal::Refusal;

pub(super) async fn numbers(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Numbers>, Refusal> {
    Ok(Json(services.numbers(&caller, event_id(&event)?).await?))
}

/// Which table.
#[derive(Deserialize)]
pub(super) struct CsvQuery {
    by: Option<String>,
}

/// `GET …/numbers.csv`: a line a day, or with `?by=photo` a line a photo.
pub(super) async fn table(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Query(query): Query<CsvQuery>,
) -> Result<Response, Refusal> {
    let event = event_id(&event)?;
    let name = services.organizer_event(&caller, event).await?.event.name;
    let (suffix, lines) = if query.by.as_deref() == Some("photo") {
        let photos = services.photo_numbers(&caller, event).await?;
        let lines = photos.into_iter().map(|photo| vec![photo.filename, photo.downloads.to_string()]);
        ("photos", csv::table(&["photo", "downloads"], lines))
    } else {
        let days = services.numbers(&caller, event).await?.days;
        let lines = days.into_iter().map(|day| {
            vec![day.day.to_string(), day.scans.to_string(), day.matched.to_string(), day.downloads.to_string()]
        });
        ("days", csv::table(&["day", "scans", "matched", "downloads"], lines))
    };
    let mut response =
        ([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CACHE_CONTROL, "private, no-store")], lines)
            .into_response();
    if let Some(disposition) = attachment(&format!("{name} {suffix}.csv")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

pub(super) async fn retention(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Retention>, Refusal> {
    Ok(Json(services.retention(&caller, event_id(&event)?).await?))
}

pub(super) async fn set_retention(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(retention): Body<Retention>,
) -> Result<Json<Retention>, Refusal> {
    Ok(Json(services.set_retention(&caller, event_id(&event)?, retention).await?))
}
