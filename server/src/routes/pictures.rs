//! Pictures as bytes. Whoever may not have one is not told whether it exists.

use std::fmt::Write;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ProblemCode;
use domain::photo::Rendition;
use services::{Picture, PictureAddress, Services};

use crate::caching::is_known;
use crate::guard::By;
use crate::refusal::Refusal;

/// A picture of a person, to those who may see it: never kept by what stands between.
pub(super) fn send_portrait(picture: Picture, tag: &str, headers: &HeaderMap) -> Response {
    send(picture, PRIVATE, tag, headers)
}

/// A private picture is asked for anew each time: a grant that is over, or forgotten, must close it.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
/// A watermarked copy is the same for everyone past the event's door and its address changes with its content. Not for
/// caches between: they cannot ask at the door.
const PUBLIC: HeaderValue = HeaderValue::from_static("private, max-age=86400, immutable");

pub(super) async fn photo(
    State(services): State<Services>,
    By(caller): By,
    Path((code, photo, version, rendition)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let address = read_address(&code, &photo, &version, &rendition).ok_or(ProblemCode::Forbidden)?;
    let picture = services.picture(&caller, &address).await?;
    let public = matches!(address.rendition, Rendition::PublicThumb | Rendition::PublicView);
    let tag = format!("\"{photo}-{version}-{rendition}\"");
    Ok(send(picture, if public { PUBLIC } else { PRIVATE }, &tag, &headers))
}

pub(super) async fn face(
    State(services): State<Services>,
    By(caller): By,
    Path((code, face)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (Ok(code), Ok(id)) = (code.parse(), face.parse()) else { return Err(ProblemCode::Forbidden.into()) };
    let picture = services.face_crop(&caller, &code, id).await?;
    Ok(send(picture, PRIVATE, &format!("\"{face}\""), &headers))
}

fn read_address(code: &str, photo: &str, version: &str, rendition: &str) -> Option<PictureAddress> {
    Some(PictureAddress {
        event: code.parse().ok()?,
        photo: photo.parse().ok()?,
        version: version.parse().ok()?,
        rendition: rendition.parse().ok()?,
    })
}

pub(super) fn send(picture: Picture, caching: HeaderValue, tag: &str, request: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, caching);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| is_known(known, tag)) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Ok(media_type) = HeaderValue::from_str(&picture.media_type) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    if let Some(disposition) = picture.filename.as_deref().and_then(attachment) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    (headers, picture.bytes).into_response()
}

/// RFC 6266: a plain name for old clients, the real one percent-encoded.
pub(super) fn attachment(filename: &str) -> Option<HeaderValue> {
    let plain: String =
        filename.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in filename.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        let header = attachment("Müller \"1\"\r\n.jpg").expect("a header");
        let text = header.to_str().expect("ASCII");
        assert_eq!(text, "attachment; filename=\"M_ller _1___.jpg\"; filename*=UTF-8''M%C3%BCller%20%221%22%0D%0A.jpg");
    }
}
