//! The built site, carried by the binary: in debug builds it is read from disk.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::serve::AppState;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
struct Site;

/// What the scanner worker may do: run, and nothing else. It has no network code; this is the browser's word on it.
const SCANNER_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'";

/// A name for this build of the site: changes with every byte of it, so that files below it may be cached for ever.
pub(crate) fn build_name() -> String {
    let mut names: Vec<_> = Site::iter().collect();
    names.sort();
    let mut all = Sha256::new();
    for name in names {
        if let Some(file) = Site::get(&name) {
            all.update(name.as_bytes());
            all.update(file.metadata.sha256_hash());
        }
    }
    format!("{:x}", all.finalize())[..16].to_owned()
}

/// `GET /assets/{build}/{file}`
pub(crate) async fn asset(
    State(state): State<AppState>,
    Path((build, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    // A page of an older build asks for files that are gone; wrong ones would break it in stranger ways.
    if *build != *state.build {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((file, encoding)) = encoded(&name, accepted) else { return StatusCode::NOT_FOUND.into_response() };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if name.starts_with("scanner/") {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCANNER_POLICY));
    }
    (headers, file.data).into_response()
}

/// The smallest form of a file that the client takes.
fn encoded(name: &str, accepted: &str) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let takes =
        |encoding: &str| accepted.split(',').any(|part| part.split(';').next().unwrap_or("").trim() == encoding);
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(encoding)
            && let Some(file) = Site::get(&format!("{name}.{ending}"))
        {
            return Some((file, Some(encoding)));
        }
    }
    Site::get(name).map(|file| (file, None))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}
