//! The mark that an organization's new events take over.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, post};
use domain::photo::{Watermark, WatermarkDraft};
use services::Services;

use super::events::Body;
use super::watermark::{PreviewQuery, answer_logo, logo_of, logo_room, send_preview};
use crate::guard::By;
use crate::refusal::Refusal;
use crate::serve::AppState;

pub(super) async fn show(State(services): State<Services>, By(caller): By) -> Result<Json<Watermark>, Refusal> {
    Ok(Json(services.organization_watermark(&caller).await?))
}

pub(super) async fn change(
    State(services): State<Services>,
    By(caller): By,
    Body(draft): Body<WatermarkDraft>,
) -> Result<Json<Watermark>, Refusal> {
    Ok(Json(services.set_organization_watermark(&caller, draft).await?))
}

pub(super) async fn preview(
    State(services): State<Services>,
    By(caller): By,
    Query(query): Query<PreviewQuery>,
) -> Result<Response, Refusal> {
    Ok(send_preview(services.organization_watermark_preview(&caller, query.into()).await?))
}

/// The route, with room for a logo and the form around it.
pub(super) fn logo_route() -> MethodRouter<AppState> {
    post(set_logo).layer(logo_room())
}

async fn set_logo(
    State(services): State<Services>,
    By(caller): By,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    // Asked first: who may not change it is told so, whatever they send.
    services.organization_watermark(&caller).await?;
    let set = match logo_of(form).await {
        Ok(file) => services.set_organization_logo(&caller, file).await,
        Err(problem) => Err(problem),
    };
    answer_logo(&headers, set, "/admin/organization")
}

pub(super) async fn remove_logo(State(services): State<Services>, By(caller): By) -> Result<Json<Watermark>, Refusal> {
    Ok(Json(services.remove_organization_logo(&caller).await?))
}
