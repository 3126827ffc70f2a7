//! What every request meets before its handler.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Language, ProblemCode};
use services::Caller;
use tower_sessions::Session;

use crate::language::asked;
use crate::refusal::Refusal;
use crate::routes::Audience;
use crate::serve::AppState;

/// The caller of a request, for handlers.
pub(crate) struct By(pub(crate) Caller);

impl<S: Send + Sync> FromRequestParts<S> for By {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        // `identify` runs before every route that has a caller; its absence is a fault of ours.
        parts.extensions.get::<Caller>().cloned().map(Self).ok_or_else(|| ProblemCode::Internal.into())
    }
}

/// Finds out who is asking.
pub(crate) async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let address = address(&state, &request);
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok()).map(str::to_owned);
    let language = Language::first_of(&asked(request.headers()).0);
    match Caller::identify(&state.services, session, address, user_agent).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller.speaking(language));
            next.run(request).await
        }
        Err(problem) => Refusal(problem).into_response(),
    }
}

/// Holds a route to its audience. What a member may do with which event, the services decide.
pub(crate) async fn hold(audience: Audience, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>();
    let is_open = match audience {
        Audience::Everyone | Audience::Guest | Audience::Scanned => true,
        Audience::SignedIn => caller.is_some_and(|caller| caller.account().is_some() || caller.guest().is_some()),
        Audience::Account => caller.is_some_and(|caller| caller.account().is_some()),
        Audience::Organizer | Audience::EventMember => caller.is_some_and(|caller| caller.identity().is_some()),
    };
    if is_open { next.run(request).await } else { Refusal::from(ProblemCode::SignInRequired).into_response() }
}

/// Refuses what another site makes a browser send.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site`, and `Origin` on everything but plain reading. A
/// program that sends neither carries no cookie that a stranger could have planted.
pub(crate) async fn same_site(request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reading || comes_from_here(request.headers()) {
        next.run(request).await
    } else {
        Refusal::from(ProblemCode::CrossSite).into_response()
    }
}

fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(header::HOST)
        }
        None => !headers.contains_key(header::ORIGIN),
    }
}

/// A year, as browsers expect of those who mean it.
const STAY_ON_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");
/// The policy of what is no page.
const DO_NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// What every answer says.
pub(crate) async fn harden(State(state): State<AppState>, request: Request, next: Next) -> Response {
    const HEADERS: [(header::HeaderName, &str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            header::HeaderName::from_static("permissions-policy"),
            "camera=(self), microphone=(), geolocation=(), interest-cohort=()",
        ),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if state.https {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, STAY_ON_HTTPS);
    }
    // Pages and the scanner have policies of their own. What else a browser takes for a document may do nothing.
    if may_be_a_document(&response) {
        response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(DO_NOTHING);
    }
    response
}

/// Whether a browser would run what is in it.
fn may_be_a_document(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ["text/html", "image/svg+xml", "application/json", "application/problem+json"]
        .iter()
        .any(|active| kind.starts_with(active))
}

/// The caller's network address: the peer's, or what a trusted proxy says of it.
fn address(state: &AppState, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::from([0, 0, 0, 0]));
    if !state.trusted_proxies.contains(&peer) {
        return peer;
    }
    // The last entry is the one that our own proxy wrote.
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_here(pairs: &[(&'static str, &str)]) -> bool {
        let pairs = pairs.iter().map(|(name, value)| {
            (header::HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"))
        });
        comes_from_here(&pairs.collect())
    }

    #[test]
    fn other_sites_are_told_apart() {
        assert!(from_here(&[("sec-fetch-site", "same-origin")]));
        assert!(!from_here(&[("sec-fetch-site", "cross-site")]));
        assert!(!from_here(&[("sec-fetch-site", "same-site")]));
        assert!(from_here(&[("origin", "https://a.example"), ("host", "a.example")]));
        assert!(!from_here(&[("origin", "https://b.example"), ("host", "a.example")]));
        assert!(!from_here(&[("origin", "null"), ("host", "a.example")]));
        assert!(from_here(&[("host", "a.example")]), "a program, not a browser");
    }
}
