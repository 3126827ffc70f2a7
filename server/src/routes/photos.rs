//! An organization's photos as JSON: lists, and what is done with one or many.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::photo::{EventPhotos, PhotoFilter, PhotoIds, PhotoQuery, PhotoSort};
use domain::{PhotoId, Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use services::Services;

use super::events::{Body, event_id};
use crate::guard::By;
use crate::refusal::Refusal;

/// Which photos, in which order, which page. What is not said is as on the page without any choice.
#[derive(Deserialize)]
pub(super) struct ListQuery {
    filter: Option<String>,
    person: Option<String>,
    sort: Option<String>,
    page: Option<u32>,
    per_page: Option<u32>,
}

impl ListQuery {
    fn read(self) -> Result<PhotoQuery, Refusal> {
        Ok(PhotoQuery {
            filter: known(self.filter.as_deref())?.unwrap_or(PhotoFilter::All),
            person: known(self.person.as_deref())?,
            sort: known(self.sort.as_deref())?.unwrap_or(PhotoSort::Uploaded),
            page: self.page.unwrap_or(1),
            per_page: self.per_page.unwrap_or(60),
        })
    }
}

fn known<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>, Refusal> {
    let unknown = |_| Problem::new(ProblemCode::BadRequest).with_detail("There is no such filter, person or order.");
    Ok(text.map(str::parse).transpose().map_err(unknown)?)
}

fn photo_id(text: &str) -> Result<PhotoId, Refusal> {
    text.parse().map_err(|_| ProblemCode::NotFound.into())
}

/// How many photos something was done with.
#[derive(Serialize)]
pub(super) struct Done {
    photos: u64,
}

pub(super) async fn list(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Json<EventPhotos>, Refusal> {
    Ok(Json(services.event_photos(&caller, event_id(&event)?, query.read()?).await?))
}

pub(super) async fn remove(
    State(services): State<Services>,
    By(caller): By,
    Path((event, photo)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let event = event_id(&event)?;
    let photo = match photo.parse() {
        Ok(id) => id,
        Err(_) => services.photo_named(&caller, event, &photo).await?,
    };
    services.delete_photo(&caller, event, photo).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove_many(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(which): Body<PhotoIds>,
) -> Result<Json<Done>, Refusal> {
    Ok(Json(Done { photos: services.delete_photos(&caller, event_id(&event)?, &which.ids).await? }))
}

pub(super) async fn reprocess(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(which): Body<PhotoIds>,
) -> Result<(StatusCode, Json<Done>), Refusal> {
    let photos = services.reprocess_photos(&caller, event_id(&event)?, &which.ids).await?;
    Ok((StatusCode::ACCEPTED, Json(Done { photos })))
}

pub(super) async fn retry(
    State(services): State<Services>,
    By(caller): By,
    Path((event, photo)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    services.retry_photo(&caller, event_id(&event)?, photo_id(&photo)?).await?;
    Ok(StatusCode::ACCEPTED)
}

pub(super) async fn retry_all(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<(StatusCode, Json<Done>), Refusal> {
    let photos = services.retry_photos(&caller, event_id(&event)?).await?;
    Ok((StatusCode::ACCEPTED, Json(Done { photos })))
}
