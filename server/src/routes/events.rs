//! Events and their photos as JSON.

use axum::Json;
use axum::extract::{FromRequest, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::{Event, EventDraft, OrganizerEvent, Page};
use domain::photo::Photo;
use domain::{EventId, EventRef, ProblemCode};
use serde::Deserialize;
use services::Services;

use crate::guard::By;
use crate::qr;
use crate::refusal::Refusal;

/// A JSON body; what cannot be read is a problem.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(Refusal))]
pub(super) struct Body<T>(pub(super) T);

/// Which page of a list.
#[derive(Deserialize)]
pub(super) struct PageQuery {
    #[serde(default = "first_page")]
    page: u32,
    #[serde(default = "usual_page")]
    per_page: u32,
}

const fn first_page() -> u32 {
    1
}

const fn usual_page() -> u32 {
    60
}

/// What guests name an event by: its id or its code.
pub(super) fn event_ref(text: &str) -> Result<EventRef, Refusal> {
    text.parse().map_err(|_| ProblemCode::EventNotFound.into())
}

/// What members name an event by: its id. What is no id is not theirs.
pub(super) fn event_id(text: &str) -> Result<EventId, Refusal> {
    text.parse().map_err(|_| ProblemCode::Forbidden.into())
}

pub(super) async fn show(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Event>, Refusal> {
    Ok(Json(services.event(&caller, event_ref(&event)?).await?))
}

pub(super) async fn mine(
    State(services): State<Services>,
    By(caller): By,
) -> Result<Json<Vec<OrganizerEvent>>, Refusal> {
    Ok(Json(services.my_events(&caller).await?))
}

pub(super) async fn create(
    State(services): State<Services>,
    By(caller): By,
    Body(draft): Body<EventDraft>,
) -> Result<(StatusCode, Json<Event>), Refusal> {
    Ok((StatusCode::CREATED, Json(services.create_event(&caller, draft).await?)))
}

pub(super) async fn update(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(draft): Body<EventDraft>,
) -> Result<Json<Event>, Refusal> {
    Ok(Json(services.update_event(&caller, event_id(&event)?, draft).await?))
}

pub(super) async fn remove(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<StatusCode, Refusal> {
    services.delete_event(&caller, event_id(&event)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn public_photos(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Photo>>, Refusal> {
    Ok(Json(services.public_photos(&caller, event_ref(&event)?, query.page, query.per_page).await?))
}

/// Which form of the QR code.
#[derive(Deserialize)]
pub(super) struct QrQuery {
    format: Option<String>,
}

pub(super) async fn qr_code(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Query(query): Query<QrQuery>,
) -> Result<Response, Refusal> {
    let text = services.qr_text(&caller, event_ref(&event)?).await?;
    match query.format.as_deref() {
        Some("svg") => qr::svg(&text),
        _ => qr::png(&text),
    }
}
