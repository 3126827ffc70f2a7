//! `/api/me/…`: an account in its owner's hands, and the pictures of fellow members.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use domain::account::AccountKind;
use domain::profile::{AccountEnd, NewName, PasswordChange, Profile};
use domain::{Problem, ProblemCode};
use serde::Deserialize;
use services::{Caller, Services};

use super::events::Body;
use super::organizations::member_id;
use super::pictures::send_portrait;
use crate::guard::By;
use crate::refusal::Refusal;
use crate::serve::AppState;

/// Bytes of a form with a picture: the 5 MB that a picture may have, and the form around it.
const PICTURE_FORM: usize = 5 * 1024 * 1024 + 16 * 1024;

pub(super) async fn show(State(services): State<Services>, By(caller): By) -> Result<Json<Profile>, Refusal> {
    Ok(Json(services.profile(&caller).await?))
}

pub(super) async fn rename(
    State(services): State<Services>,
    By(caller): By,
    Body(new): Body<NewName>,
) -> Result<Json<Profile>, Refusal> {
    Ok(Json(services.change_name(&caller, new).await?))
}

pub(super) async fn change_password(
    State(services): State<Services>,
    By(caller): By,
    Body(change): Body<PasswordChange>,
) -> Result<StatusCode, Refusal> {
    services.change_password(&caller, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove_account(
    State(services): State<Services>,
    By(caller): By,
    Body(end): Body<AccountEnd>,
) -> Result<StatusCode, Refusal> {
    services.delete_account(&caller, end).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which version of a picture: what makes a new one show at once.
#[derive(Deserialize)]
pub(super) struct VersionQuery {
    #[serde(default)]
    v: i32,
}

pub(super) async fn picture(
    State(services): State<Services>,
    By(caller): By,
    Query(query): Query<VersionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let picture = services.own_picture(&caller).await?;
    Ok(send_portrait(picture, &format!("\"me-{}\"", query.v), &headers))
}

pub(super) async fn member_picture(
    State(services): State<Services>,
    By(caller): By,
    Path(member): Path<String>,
    Query(query): Query<VersionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let picture = services.member_picture(&caller, member_id(&member)?).await?;
    Ok(send_portrait(picture, &format!("\"{member}-{}\"", query.v), &headers))
}

/// The route that takes a picture, with a limit of its own.
pub(super) fn set_picture_route() -> MethodRouter<AppState> {
    post(set_picture).layer(DefaultBodyLimit::max(PICTURE_FORM))
}

/// Takes a form's `picture`. A browser that sent the form by itself goes back to its page, which says what was wrong.
async fn set_picture(
    State(services): State<Services>,
    By(caller): By,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    let wants_page = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let wants_page = wants_page.is_some_and(|accept| accept.contains("text/html"));
    let stored = store(&services, &caller, form).await;
    if !wants_page {
        return Ok(Json(stored?).into_response());
    }
    let page = match services.profile(&caller).await?.kind {
        AccountKind::Organizer => "/admin/profile",
        AccountKind::Guest => "/me/profile",
    };
    Ok(match stored {
        Ok(_) => Redirect::to(page).into_response(),
        Err(problem) => Redirect::to(&format!("{page}?picture={}", problem.code.as_str())).into_response(),
    })
}

async fn store(
    services: &Services,
    caller: &Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Profile, Problem> {
    let mut form = form.map_err(|_| ProblemCode::BadRequest)?;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(error.status()))? {
        if field.name() == Some("picture") {
            let content = field.bytes().await.map_err(|error| unreadable(error.status()))?;
            return services.set_picture(caller, content.to_vec()).await;
        }
    }
    Err(ProblemCode::BadRequest.into())
}

fn unreadable(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE { ProblemCode::TooLarge.into() } else { ProblemCode::BadRequest.into() }
}

pub(super) async fn remove_picture(State(services): State<Services>, By(caller): By) -> Result<Json<Profile>, Refusal> {
    Ok(Json(services.remove_picture(&caller).await?))
}
