//! People of an event, and one photo with who is in it, as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::people::{
    ChosenFaces, KindDecision, Merge, People, Person, PersonChange, PersonPhotos, PhotoDetails, Undo,
};
use domain::{PersonId, ProblemCode};
use services::Services;

use super::events::{Body, PageQuery, event_id, photo_id};
use crate::guard::By;
use crate::refusal::Refusal;

fn person_id(text: &str) -> Result<PersonId, Refusal> {
    text.parse().map_err(|_| ProblemCode::NotFound.into())
}

pub(super) async fn list(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Json<People>, Refusal> {
    Ok(Json(services.people(&caller, event_id(&event)?).await?))
}

pub(super) async fn show(
    State(services): State<Services>,
    By(caller): By,
    Path((event, person)): Path<(String, String)>,
    Query(query): Query<PageQuery>,
) -> Result<Json<PersonPhotos>, Refusal> {
    Ok(Json(services.person(&caller, event_id(&event)?, person_id(&person)?, query.page).await?))
}

pub(super) async fn change(
    State(services): State<Services>,
    By(caller): By,
    Path((event, person)): Path<(String, String)>,
    Body(change): Body<PersonChange>,
) -> Result<StatusCode, Refusal> {
    services.change_person(&caller, event_id(&event)?, person_id(&person)?, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn merge(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(merge): Body<Merge>,
) -> Result<StatusCode, Refusal> {
    services.merge_people(&caller, event_id(&event)?, merge).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The new person.
pub(super) async fn split(
    State(services): State<Services>,
    By(caller): By,
    Path((event, person)): Path<(String, String)>,
    Body(chosen): Body<ChosenFaces>,
) -> Result<(StatusCode, Json<Person>), Refusal> {
    let event = event_id(&event)?;
    let new = services.split_person(&caller, event, person_id(&person)?, chosen).await?;
    Ok((StatusCode::CREATED, Json(services.person(&caller, event, new, 1).await?.person)))
}

pub(super) async fn not(
    State(services): State<Services>,
    By(caller): By,
    Path((event, person)): Path<(String, String)>,
    Body(chosen): Body<ChosenFaces>,
) -> Result<StatusCode, Refusal> {
    services.not_this_person(&caller, event_id(&event)?, person_id(&person)?, chosen).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn undo(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(undo): Body<Undo>,
) -> Result<StatusCode, Refusal> {
    services.undo_people(&caller, event_id(&event)?, undo).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn photo(
    State(services): State<Services>,
    By(caller): By,
    Path((event, photo)): Path<(String, String)>,
) -> Result<Json<PhotoDetails>, Refusal> {
    Ok(Json(services.photo_details(&caller, event_id(&event)?, photo_id(&photo)?).await?))
}

pub(super) async fn decide_kind(
    State(services): State<Services>,
    By(caller): By,
    Path((event, photo)): Path<(String, String)>,
    Body(decision): Body<KindDecision>,
) -> Result<StatusCode, Refusal> {
    services.decide_kind(&caller, event_id(&event)?, photo_id(&photo)?, decision).await?;
    Ok(StatusCode::NO_CONTENT)
}
