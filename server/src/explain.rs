//! Refusals for people: whoever asks for a page and is refused gets one, in their language.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::Problem;

use crate::pages;
use crate::serve::AppState;

/// What of a refusal's headers stays when it becomes a page.
const KEPT: [HeaderName; 3] = [header::SET_COOKIE, header::RETRY_AFTER, header::ALLOW];

/// Puts a page in the place of a problem where a browser shows the answer to a person. Programs keep the problem.
pub(crate) async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reader = wants_a_page(request.headers())
        .then(|| (request.method().clone(), request.uri().clone(), request.headers().clone()));
    let refused = next.run(request).await;
    let (Some((method, uri, headers)), Some(problem)) = (reader, refused.extensions().get::<Problem>()) else {
        return refused;
    };
    let mut page = pages::refused(&state, problem, again(&method, uri, headers)).await;
    for name in KEPT {
        for value in refused.headers().get_all(&name) {
            page.headers_mut().append(&name, value.clone());
        }
    }
    page
}

/// Whether a browser shows the answer to a person. Its pictures and fetches ask for other types.
pub(crate) fn wants_a_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The request that the page is rendered for. Its links may lead back to the address, unless that takes forms only.
fn again(method: &Method, uri: Uri, headers: HeaderMap) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = if matches!(*method, Method::GET | Method::HEAD) { uri } else { Uri::from_static("/") };
    *request.headers_mut() = headers;
    request
}
