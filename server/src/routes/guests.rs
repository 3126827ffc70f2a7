//! Guests' accounts: `/register`, `/verify`, `/login`, `/logout`, `/forgot`, `/reset`. Scanning needs none.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::account::{
    AccountKind, CodeRequest, Credentials, Guest, GuestRegistration, Next, PasswordReset, Verification,
};
use services::Services;

use super::events::Body;
use crate::guard::By;
use crate::refusal::Refusal;

/// Accepted: what follows comes by mail, or not at all.
type Accepted = Result<(StatusCode, Json<Next>), Refusal>;

pub(super) async fn register(
    State(services): State<Services>,
    By(caller): By,
    Body(new): Body<GuestRegistration>,
) -> Accepted {
    Ok((StatusCode::ACCEPTED, Json(services.register_guest(&caller, new).await?)))
}

pub(super) async fn verify(
    State(services): State<Services>,
    By(caller): By,
    Body(given): Body<Verification>,
) -> Result<Json<Guest>, Refusal> {
    Ok(Json(services.verify_guest(&caller, given).await?))
}

pub(super) async fn verify_again(
    State(services): State<Services>,
    By(caller): By,
    Body(request): Body<CodeRequest>,
) -> Accepted {
    let next = services.send_code_again(&caller, AccountKind::Guest, request).await?;
    Ok((StatusCode::ACCEPTED, Json(next)))
}

pub(super) async fn login(
    State(services): State<Services>,
    By(caller): By,
    Body(given): Body<Credentials>,
) -> Result<Json<Guest>, Refusal> {
    Ok(Json(services.sign_in_guest(&caller, given).await?))
}

pub(super) async fn logout(State(services): State<Services>, By(caller): By) -> Result<StatusCode, Refusal> {
    services.sign_out(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn forgot(
    State(services): State<Services>,
    By(caller): By,
    Body(request): Body<CodeRequest>,
) -> Accepted {
    let next = services.ask_for_reset(&caller, AccountKind::Guest, request).await?;
    Ok((StatusCode::ACCEPTED, Json(next)))
}

pub(super) async fn reset(
    State(services): State<Services>,
    By(caller): By,
    Body(given): Body<PasswordReset>,
) -> Result<Json<Guest>, Refusal> {
    Ok(Json(services.reset_guest(&caller, given).await?))
}
