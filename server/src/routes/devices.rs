//! `/api/me/devices`: where somebody is signed in.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::device::Device;
use services::Services;

use crate::guard::By;
use crate::refusal::Refusal;

pub(super) async fn list(State(services): State<Services>, By(caller): By) -> Result<Json<Vec<Device>>, Refusal> {
    Ok(Json(services.devices(&caller).await?))
}

pub(super) async fn end(
    State(services): State<Services>,
    By(caller): By,
    Path(device): Path<String>,
) -> Result<StatusCode, Refusal> {
    services.end_device(&caller, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn end_others(State(services): State<Services>, By(caller): By) -> Result<StatusCode, Refusal> {
    services.end_other_devices(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
