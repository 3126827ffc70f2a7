//! Signing in with another house's account: the way there and the way back.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ProblemCode;
use domain::account::AccountKind;
use services::{Caller, OidcAnswer, Services};

use crate::guard::By;
use crate::refusal::Refusal;

pub(super) async fn start_guest(State(services): State<Services>, By(caller): By) -> Result<Response, Refusal> {
    start(&services, &caller, AccountKind::Guest).await
}

pub(super) async fn start_organizer(State(services): State<Services>, By(caller): By) -> Result<Response, Refusal> {
    start(&services, &caller, AccountKind::Organizer).await
}

pub(super) async fn finish_guest(
    State(services): State<Services>,
    By(caller): By,
    Query(answer): Query<OidcAnswer>,
) -> Result<Response, Refusal> {
    finish(&services, &caller, AccountKind::Guest, answer).await
}

pub(super) async fn finish_organizer(
    State(services): State<Services>,
    By(caller): By,
    Query(answer): Query<OidcAnswer>,
) -> Result<Response, Refusal> {
    finish(&services, &caller, AccountKind::Organizer, answer).await
}

async fn start(services: &Services, caller: &Caller, kind: AccountKind) -> Result<Response, Refusal> {
    match services.oidc_start(caller, kind).await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(problem) => back(kind, problem.code),
    }
}

async fn finish(
    services: &Services,
    caller: &Caller,
    kind: AccountKind,
    answer: OidcAnswer,
) -> Result<Response, Refusal> {
    match services.oidc_finish(caller, kind, answer).await {
        Ok(page) => Ok(Redirect::to(page).into_response()),
        Err(problem) => back(kind, problem.code),
    }
}

/// A person stands before this, so a refusal is the sign-in page that says why; what is not there is not there.
fn back(kind: AccountKind, code: ProblemCode) -> Result<Response, Refusal> {
    if code == ProblemCode::NotFound {
        return Err(code.into());
    }
    let page = match kind {
        AccountKind::Organizer => "/admin/login",
        AccountKind::Guest => "/login",
    };
    Ok(Redirect::to(&format!("{page}?oidc={}", code.as_str())).into_response())
}
