//! Events and their photos as JSON.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::{DoorKey, Event, EventDraft, EventEdit, EventQuery, OrganizerEvent, Page};
use domain::photo::Photo;
use domain::{EventId, EventRef, PhotoId, ProblemCode};
use serde::{Deserialize, Serialize};
use services::Services;

use crate::guard::By;
use crate::qr;
use crate::refusal::Refusal;

/// A JSON body; what cannot be read is a problem.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(Refusal))]
pub(super) struct Body<T>(pub(super) T);

/// What stands behind the question mark; what cannot be read is a problem.
#[derive(FromRequestParts)]
#[from_request(via(Query), rejection(Refusal))]
pub(super) struct Asked<T>(pub(super) T);

/// Which page of a list.
#[derive(Deserialize)]
pub(super) struct PageQuery {
    #[serde(default = "first_page")]
    pub(super) page: u32,
    #[serde(default = "usual_page")]
    pub(super) per_page: u32,
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

pub(super) fn photo_id(text: &str) -> Result<PhotoId, Refusal> {
    text.parse().map_err(|_| ProblemCode::NotFound.into())
}

pub(super) async fn show(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Event>, Refusal> {
    Ok(Json(services.event(&caller, event_ref(&event)?).await?))
}

/// `GET /api/events`: the public list.
pub(super) async fn list(
    State(services): State<Services>,
    By(caller): By,
    Asked(query): Asked<EventQuery>,
) -> Result<Json<Page<Event>>, Refusal> {
    Ok(Json(services.listed_events(&caller, &query).await?))
}

/// `POST …/door`: the PIN.
pub(super) async fn door(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(key): Body<DoorKey>,
) -> Result<StatusCode, Refusal> {
    services.pass_door(&caller, event_ref(&event)?, key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The organizer's events: all of them, or the page that was asked for.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Mine {
    All(Vec<OrganizerEvent>),
    Page(Page<OrganizerEvent>),
}

pub(super) async fn mine(
    State(services): State<Services>,
    By(caller): By,
    Asked(query): Asked<EventQuery>,
) -> Result<Json<Mine>, Refusal> {
    Ok(Json(if query.page.is_none() && query.per_page.is_none() {
        Mine::All(services.my_events(&caller, &query).await?)
    } else {
        Mine::Page(services.my_event_page(&caller, &query).await?)
    }))
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
    Body(edit): Body<EventEdit>,
) -> Result<Json<Event>, Refusal> {
    Ok(Json(services.update_event(&caller, event_id(&event)?, edit).await?))
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
