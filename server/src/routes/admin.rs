//! Organizers: `/admin/register`, `/admin/login`, `/admin/logout`.

use axum::Json;
use axum::http::StatusCode;
use domain::Problem;
use domain::organizer::{Credentials, Next, Organizer, OrganizerRegistration};
use services::Services;

use super::events::Body;
use crate::guard::By;
use crate::refusal::Refusal;
use axum::extract::State;

pub(super) async fn register(
    State(services): State<Services>,
    By(caller): By,
    Body(new): Body<OrganizerRegistration>,
) -> Result<(StatusCode, Json<Next>), Refusal> {
    Ok((StatusCode::ACCEPTED, Json(services.register_organizer(&caller, new).await?)))
}

pub(super) async fn login(
    State(services): State<Services>,
    By(caller): By,
    Body(given): Body<Credentials>,
) -> Result<Json<Organizer>, Refusal> {
    Ok(Json(services.sign_in_organizer(&caller, given).await?))
}

pub(super) async fn logout(State(services): State<Services>, By(caller): By) -> Result<StatusCode, Refusal> {
    services.sign_out(&caller).await.map_err(|problem: Problem| Refusal(problem))?;
    Ok(StatusCode::NO_CONTENT)
}
