//! What may be kept, by whom, and how to ask whether it is still true.

use std::fmt::Write;

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ProblemCode;
use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

/// Nobody keeps it: it is what this session may see now.
const NOTHING: HeaderValue = HeaderValue::from_static("no-store");
/// Kept, and asked for anew each time: an edit is seen at the next request.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("private, no-cache");
/// A QR code changes with the site's address only.
const SHORT: HeaderValue = HeaderValue::from_static("private, max-age=300");

/// Bytes of an answer that are read to tag it.
const MOST: u64 = 1 << 20;

/// What answers of a REST route say about keeping them, where the handler does not say it: pictures say it
/// themselves, and refusals that nobody keeps them. What is not named here is kept by nobody.
pub(crate) fn usual(method: &Method, path: &str) -> HeaderValue {
    match (method, path) {
        (
            &Method::GET,
            "/api/events" | "/api/events/{event}" | "/api/events/{event}/photos" | "/api/openapi.json" | "/api/docs",
        ) => ASK_AGAIN,
        (&Method::GET, "/api/qr_code/{event}") => SHORT,
        _ => NOTHING,
    }
}

/// Says `caching` unless the answer says something itself.
pub(crate) fn say(mut response: Response, caching: HeaderValue) -> Response {
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(caching);
    response
}

/// What has not been said anything about is kept by nobody.
pub(crate) async fn silence(response: Response) -> Response {
    say(response, NOTHING)
}

/// Names what an answer holds, so that the same need not be sent twice: RFC 9110, 13.1.2.
///
/// Weak, as the answer is compressed afterwards. Streams and large files pass.
pub(crate) async fn tag(request: Request, next: Next) -> Response {
    let reading = *request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !reading || !is_kept(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST as usize).await else {
        return Refusal::from(ProblemCode::Internal).into_response();
    };
    let tag = tag_of(&bytes);
    let same = known.is_some_and(|known| known.to_str().is_ok_and(|known| is_known(known, &tag)));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether an answer is whole, small, kept by somebody and not tagged yet.
fn is_kept(response: &Response) -> bool {
    let headers: &HeaderMap = response.headers();
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let kept = text(header::CACHE_CONTROL).is_some_and(|caching| !caching.contains("no-store"));
    let stream = text(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/event-stream"));
    let small = response.body().size_hint().exact().is_some_and(|size| size <= MOST);
    response.status() == StatusCode::OK && kept && !stream && small && !headers.contains_key(header::ETAG)
}

fn tag_of(bytes: &[u8]) -> String {
    let mut tag = String::from("W/\"");
    for byte in &Sha256::digest(bytes)[..16] {
        // Writing to a string does not fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// Whether `If-None-Match` names the tag, weakly compared.
pub(crate) fn is_known(known: &str, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.split(',').any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let tag = tag_of(b"{}");
        assert_eq!(tag.len(), 36);
        assert!(is_known(&tag, &tag));
        assert!(is_known(&format!("\"other\", {}", tag.trim_start_matches("W/")), &tag));
        assert!(is_known("*", &tag));
        assert!(!is_known("\"other\"", &tag));
        assert_ne!(tag_of(b"[]"), tag);
    }

    #[test]
    fn what_a_session_sees_is_kept_by_nobody() {
        assert_eq!(usual(&Method::GET, "/api/events/{event}/my-photos"), NOTHING);
        assert_eq!(usual(&Method::PUT, "/api/events/{event}"), NOTHING);
        assert_eq!(usual(&Method::GET, "/api/events/{event}"), ASK_AGAIN);
        assert_eq!(usual(&Method::GET, "/api/events"), ASK_AGAIN);
        for own in ["/api/me/profile", "/api/my-downloads", "/api/admin/events", "/api/admin/organization"] {
            assert_eq!(usual(&Method::GET, own), NOTHING, "{own}");
        }
    }
}
