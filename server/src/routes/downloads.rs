//! What guests keep: favourites, downloads, and many photos as one archive.

use axum::Json;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use domain::download::{Download, Downloaded};
use domain::event::Page;
use domain::scan::DownloadRequest;
use domain::{PhotoId, ProblemCode};
use services::{Services, Zip, ZipWish};

use super::events::{self, PageQuery, event_ref};
use super::pictures::attachment;
use crate::explain::wants_a_page;
use crate::guard::By;
use crate::refusal::Refusal;
use crate::serve::AppState;

pub(super) async fn favour(
    State(services): State<Services>,
    By(caller): By,
    Path((event, photo)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    services.set_favourite(&caller, event_ref(&event)?, photo_of(&photo)?, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn unfavour(
    State(services): State<Services>,
    By(caller): By,
    Path((event, photo)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    services.set_favourite(&caller, event_ref(&event)?, photo_of(&photo)?, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn record(
    State(services): State<Services>,
    By(caller): By,
    events::Body(asked): events::Body<DownloadRequest>,
) -> Result<Json<Downloaded>, Refusal> {
    Ok(Json(services.download_photo(&caller, asked.photo_id).await?))
}

pub(super) async fn mine(
    State(services): State<Services>,
    By(caller): By,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Download>>, Refusal> {
    Ok(Json(services.my_downloads(&caller, query.page, query.per_page).await?))
}

/// The fields of a request for an archive, as a link or a form has them: `photos`, as often as there are photos or
/// with commas between them, or `which`.
type Fields = Vec<(String, String)>;

/// `GET …/zip`: without photos, all that are open to the caller.
pub(super) async fn zip(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Response, Refusal> {
    let wish = wish(&fields)?.unwrap_or(ZipWish::All);
    Ok(send(services.zip(&caller, event_ref(&event)?, wish).await?))
}

/// Bytes of a form in which photos are marked: ten thousand of them, 44 bytes each.
const MARKED: usize = 512 * 1024;

pub(super) fn zip_route() -> MethodRouter<AppState> {
    post(zip_form).layer(DefaultBodyLimit::max(MARKED))
}

/// `POST …/zip`: a form in which photos are marked. A browser that marked none goes back to mark some.
async fn zip_form(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, Refusal> {
    let event = event_ref(&event)?;
    match wish(&fields)? {
        None if wants_a_page(&headers) => {
            let code = services.event(&caller, event).await?.code;
            Ok(Redirect::to(&format!("/e/{code}/mine?select")).into_response())
        }
        wish => Ok(send(services.zip(&caller, event, wish.unwrap_or(ZipWish::Photos(Vec::new()))).await?)),
    }
}

/// What is wished for; nothing where neither photos nor a kind are named.
fn wish(fields: &[(String, String)]) -> Result<Option<ZipWish>, Refusal> {
    match fields.iter().find(|(name, _)| name == "which").map(|(_, which)| which.as_str()) {
        Some("all") => return Ok(Some(ZipWish::All)),
        Some("favourites") => return Ok(Some(ZipWish::Favourites)),
        Some(_) => return Err(ProblemCode::BadRequest.into()),
        None => {}
    }
    let named = fields.iter().filter(|(name, _)| name == "photos").flat_map(|(_, ids)| ids.split(','));
    let ids = named.map(str::trim).filter(|id| !id.is_empty()).map(photo_of).collect::<Result<Vec<_>, _>>()?;
    Ok((!ids.is_empty()).then_some(ZipWish::Photos(ids)))
}

/// What is no id is no photo of theirs.
fn photo_of(text: &str) -> Result<PhotoId, Refusal> {
    text.parse().map_err(|_| ProblemCode::Forbidden.into())
}

fn send(zip: Zip) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Some(disposition) = attachment(&zip.filename) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    (headers, Body::from_stream(zip.pieces)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wished(fields: &[(&str, String)]) -> Option<ZipWish> {
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        wish(&fields).expect("a wish")
    }

    #[test]
    fn photos_are_named_by_commas_or_by_repeating() {
        let [a, b] = [PhotoId::new(), PhotoId::new()];
        let both = Some(ZipWish::Photos(vec![a, b]));
        assert_eq!(wished(&[("photos", format!("{a},{b}"))]), both);
        assert_eq!(wished(&[("photos", a.to_string()), ("photos", b.to_string())]), both);
        assert_eq!(wished(&[("photos", a.to_string()), ("which", "all".to_owned())]), Some(ZipWish::All));
        assert_eq!(wished(&[]), None);
        assert!(wish(&[("photos".to_owned(), "../secret".to_owned())]).is_err());
    }
}
