//! Covers of events: one picture in, two sizes out.

use axum::Json;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::{Problem, ProblemCode};
use services::{COVER_BYTES, Services};

use super::events::event_id;
use super::pictures::send;
use crate::explain::wants_a_page;
use crate::guard::By;
use crate::refusal::Refusal;
use crate::serve::AppState;

/// What a form has around its file.
const AROUND: usize = 64 * 1024;
/// A cover's address changes with it. Behind a PIN it is this session's, so no shared cache may keep it.
const CACHING: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// The route that takes a cover, by this method.
pub(super) fn route(method: MethodFilter) -> MethodRouter<AppState> {
    on(method, replace).layer(DefaultBodyLimit::max(COVER_BYTES + AROUND))
}

async fn replace(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    let id = event_id(&event)?;
    // Before the file is read: who may not change the event sends nothing.
    services.may_set_cover(&caller, id).await?;
    let replaced = match file(form).await {
        Ok(file) => services.set_cover(&caller, id, file).await,
        Err(problem) => Err(problem),
    };
    if wants_a_page(&headers) {
        let outcome = replaced.map_or_else(|problem| problem.code.as_str(), |_| "saved");
        return Ok(Redirect::to(&format!("/admin/events/{id}/settings?cover={outcome}")).into_response());
    }
    Ok(Json(replaced?).into_response())
}

/// The first file of a form.
async fn file(form: Result<Multipart, MultipartRejection>) -> Result<Vec<u8>, Problem> {
    let mut form =
        form.map_err(|rejection| Problem::new(ProblemCode::BadRequest).with_detail(rejection.body_text()))?;
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        if field.file_name().is_none() {
            continue;
        }
        let mut file = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
            if file.len() + chunk.len() > COVER_BYTES {
                return Err(ProblemCode::TooLarge.into());
            }
            file.extend_from_slice(&chunk);
        }
        return Ok(file);
    }
    Err(Problem::new(ProblemCode::BadRequest).with_detail("The form has no file."))
}

fn unreadable(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ProblemCode::TooLarge.into();
    }
    Problem::new(ProblemCode::BadRequest).with_detail(error.body_text())
}

/// `GET /covers/{code}/{version}/{size}`
pub(super) async fn cover(
    State(services): State<Services>,
    By(caller): By,
    Path((code, version, size)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (Ok(code), Ok(number), Ok(size)) = (code.parse(), version.parse(), size.parse()) else {
        return Err(ProblemCode::Forbidden.into());
    };
    let picture = services.cover(&caller, &code, number, size).await?;
    Ok(send(picture, CACHING, &format!("\"cover-{version}-{size}\""), &headers))
}
