//! How an event's public copies are marked.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use bytes::Bytes;
use domain::photo::{Watermark, WatermarkDraft, WatermarkPosition};
use domain::{Problem, ProblemCode};
use serde::Deserialize;
use services::{LARGEST_LOGO, Picture, Services};

use super::events::{Body, event_id};
use crate::explain::wants_a_page;
use crate::guard::By;
use crate::refusal::Refusal;
use crate::serve::AppState;

pub(super) async fn show(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Watermark>, Refusal> {
    Ok(Json(services.watermark(&caller, event_id(&event)?).await?))
}

pub(super) async fn change(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(draft): Body<WatermarkDraft>,
) -> Result<Json<Watermark>, Refusal> {
    Ok(Json(services.set_watermark(&caller, event_id(&event)?, draft).await?))
}

/// What a preview shows; without a word about it, what a new event has.
#[derive(Deserialize)]
pub(super) struct PreviewQuery {
    #[serde(default)]
    text: String,
    position: Option<WatermarkPosition>,
    opacity: Option<u8>,
}

impl From<PreviewQuery> for WatermarkDraft {
    fn from(query: PreviewQuery) -> Self {
        Self {
            text: query.text,
            position: query.position.unwrap_or(WatermarkPosition::Tiled),
            opacity: query.opacity.unwrap_or(Self::USUAL),
        }
    }
}

pub(super) async fn preview(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Query(query): Query<PreviewQuery>,
) -> Result<Response, Refusal> {
    let picture = services.watermark_preview(&caller, event_id(&event)?, query.into()).await?;
    Ok(send_preview(picture))
}

/// A preview is of this moment.
pub(super) fn send_preview(picture: Picture) -> Response {
    let headers = [(header::CONTENT_TYPE, picture.media_type.as_str()), (header::CACHE_CONTROL, "private, no-store")];
    (headers, picture.bytes).into_response()
}

/// The route, with room for a logo and the form around it.
pub(super) fn logo_route() -> MethodRouter<AppState> {
    post(set_logo).layer(logo_room())
}

/// Room for a logo and the form around it.
pub(super) fn logo_room() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST_LOGO + 16 * 1024)
}

async fn set_logo(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    let event = event_id(&event)?;
    // Asked first: who may not change it is told so, whatever they send.
    services.watermark(&caller, event).await?;
    let set = match logo_of(form).await {
        Ok(file) => services.set_watermark_logo(&caller, event, file).await,
        Err(problem) => Err(problem),
    };
    answer_logo(&headers, set, &format!("/admin/events/{event}/watermark"))
}

/// Programs are answered with the mark, a browser's form with the page that it was sent from.
pub(super) fn answer_logo(
    headers: &HeaderMap,
    set: Result<Watermark, Problem>,
    page: &str,
) -> Result<Response, Refusal> {
    if wants_a_page(headers) {
        let back = match set {
            Ok(_) => page.to_owned(),
            Err(problem) => format!("{page}?logo={}", problem.code.as_str()),
        };
        return Ok(Redirect::to(&back).into_response());
    }
    Ok(Json(set?).into_response())
}

/// The file of the form's field `logo`.
pub(super) async fn logo_of(form: Result<Multipart, MultipartRejection>) -> Result<Bytes, Problem> {
    let unreadable = |text: String| Problem::new(ProblemCode::BadRequest).with_detail(text);
    let mut form = form.map_err(|rejection| unreadable(rejection.body_text()))?;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(error.body_text()))? {
        if field.name() == Some("logo") {
            return field.bytes().await.map_err(|error| match error.status().as_u16() {
                413 => ProblemCode::TooLarge.into(),
                _ => unreadable(error.body_text()),
            });
        }
    }
    Err(unreadable("The field `logo` is missing.".to_owned()))
}

pub(super) async fn remove_logo(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Watermark>, Refusal> {
    Ok(Json(services.remove_watermark_logo(&caller, event_id(&event)?).await?))
}
