//! The scan: the offer, the vectors, the answer; what it opened, and forgetting it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ProblemCode;
use domain::scan::{MaybeAnswer, MaybeFace, MyPhotos, RecognizeAnswer, RecognizeRequest, ScanOffer};
use services::Services;

use super::events::{Body, event_ref};
use crate::guard::By;
use crate::refusal::Refusal;

pub(super) async fn offer(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<ScanOffer>, Refusal> {
    Ok(Json(services.scan_offer(&caller, event_ref(&event)?).await?))
}

pub(super) async fn recognize(
    State(services): State<Services>,
    By(caller): By,
    Body(request): Body<RecognizeRequest>,
) -> Result<Json<RecognizeAnswer>, Refusal> {
    Ok(Json(services.recognize(&caller, request).await?))
}

pub(super) async fn forget(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<StatusCode, Refusal> {
    services.forget_scan(&caller, event_ref(&event)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn mine(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<MyPhotos>, Refusal> {
    Ok(Json(services.my_photos(&caller, event_ref(&event)?).await?))
}

pub(super) async fn maybe(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<Vec<MaybeFace>>, Refusal> {
    Ok(Json(services.maybe_faces(&caller, event_ref(&event)?).await?))
}

pub(super) async fn answer(
    State(services): State<Services>,
    By(caller): By,
    Path((event, face)): Path<(String, String)>,
    Body(answer): Body<MaybeAnswer>,
) -> Result<Json<RecognizeAnswer>, Refusal> {
    let face = face.parse().map_err(|_| ProblemCode::Forbidden)?;
    Ok(Json(services.answer_maybe(&caller, event_ref(&event)?, face, answer).await?))
}
