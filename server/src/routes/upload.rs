//! `POST /api/upload_photos/{event}`: files in, one line for each out.

use std::collections::BTreeSet;
use std::fmt::Write;

use axum::Json;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use domain::photo::UploadAnswer;
use domain::{EventId, Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use services::{Acknowledged, Services, Uploads};

use super::events::{Body, event_id};
use crate::explain::wants_a_page;
use crate::guard::By;
use crate::refusal::Refusal;
use crate::serve::AppState;

/// The route, without the limit that other bodies have: each file has its own, and is streamed.
pub(super) fn route() -> MethodRouter<AppState> {
    post(upload).layer(DefaultBodyLimit::disable())
}

async fn upload(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    let event = event_id(&event)?;
    let uploads = services.begin_upload(&caller, event).await?;
    let form = form.map_err(|rejection| Problem::new(ProblemCode::BadRequest).with_detail(rejection.body_text()))?;
    let answer = take_all(&uploads, form).await?;
    if wants_a_page(&headers) {
        return Ok(back_to_the_page(event, &answer).into_response());
    }
    Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
}

/// Takes every file of the form. When the connection breaks, what came before is already stored, file by file.
async fn take_all(uploads: &Uploads, mut form: Multipart) -> Result<UploadAnswer, Refusal> {
    let mut answer = UploadAnswer::default();
    loop {
        match form.next_field().await {
            Ok(Some(field)) => match take(uploads, field).await? {
                Some(Acknowledged::Accepted(file)) => answer.accepted.push(file),
                Some(Acknowledged::Rejected(file)) => answer.rejected.push(file),
                None => {}
            },
            Ok(None) => return Ok(answer),
            // Nobody is left to read the answer, or the form is damaged from here on.
            Err(_) if !answer.accepted.is_empty() || !answer.rejected.is_empty() => return Ok(answer),
            Err(error) => return Err(Problem::new(ProblemCode::BadRequest).with_detail(error.body_text()).into()),
        }
    }
}

/// One file; `None` for a field that is none, or an empty file input of a plain form.
async fn take(uploads: &Uploads, field: Field<'_>) -> Result<Option<Acknowledged>, Refusal> {
    let named = field.name() == Some("photos");
    match field.file_name().map(str::to_owned) {
        Some(name) if named && !name.is_empty() => Ok(Some(uploads.take(&name, field).await?)),
        _ => Ok(None),
    }
}

fn back_to_the_page(event: EventId, answer: &UploadAnswer) -> Redirect {
    let (accepted, rejected) = (answer.accepted.len(), answer.rejected.len());
    let reasons: BTreeSet<&str> = answer.rejected.iter().map(|file| file.code.as_str()).collect();
    let why = match reasons.into_iter().collect::<Vec<_>>().join(",") {
        none if none.is_empty() => none,
        codes => format!("&why={codes}"),
    };
    Redirect::to(&format!("/admin/events/{event}?accepted={accepted}&rejected={rejected}{why}"))
}

/// SHA-256 hashes of files, in hexadecimal.
#[derive(Deserialize, Serialize, utoipa::ToSchema)]
pub(super) struct Hashes {
    hashes: Vec<String>,
}

/// `POST …/known`: which of these files are there already.
pub(super) async fn known(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Body(asked): Body<Hashes>,
) -> Result<Json<Hashes>, Refusal> {
    let hashes = asked.hashes.iter().map(|text| from_hex(text)).collect::<Option<Vec<_>>>();
    let hashes = hashes.ok_or_else(|| {
        Problem::new(ProblemCode::BadRequest).with_detail("A hash is SHA-256, 64 hexadecimal digits.")
    })?;
    let known = services.known_uploads(&caller, event_id(&event)?, hashes).await?;
    Ok(Json(Hashes { hashes: known.iter().map(|hash| to_hex(hash)).collect() }))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    (0..32).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()).collect()
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
