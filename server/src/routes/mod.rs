//! The one table of routes. It builds the router, and it drives the access tests: a route without an audience does
//! not compile, and a route that is not in the table does not exist.

mod admin;
mod covers;
mod devices;
mod docs;
mod downloads;
mod events;
mod guests;
mod health;
mod numbers;
mod oidc;
mod openapi;
mod operations;
mod organization_watermark;
mod organizations;
mod people;
mod photos;
mod pictures;
mod poster;
mod profiles;
mod progress;
mod scan;
mod table;
mod upload;
mod watermark;

use std::any::Any;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, on};
use domain::ProblemCode;
use services::DatabaseSessions;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_sessions::SessionManagerLayer;

use crate::refusal::Refusal;
use crate::serve::AppState;
use crate::{caching, explain, guard, pages, site};

pub use table::table;

/// Bytes of a request's body, but for uploads: the largest is a scan of five frames, under 20 KB.
const BODY: usize = 64 * 1024;

/// Who a route is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everyone: it shows nothing of any event.
    Everyone,
    /// Whoever passes an event's door: knows its code.
    Guest,
    /// A session with a scan of the event, whose grant lives.
    Scanned,
    /// Everyone who is signed in, as an organizer or as a guest: it is about their own account.
    SignedIn,
    /// Everyone who is signed in with an organizer's account, also one that belongs to no organization any more.
    Account,
    /// Everyone who is signed in as a member of an organization.
    Organizer,
    /// A member of the event's organization.
    EventMember,
}

/// One route: a method, a path, its audience and what answers.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, as axum reads it.
    pub path: &'static str,
    /// Who it is for.
    pub audience: Audience,
    door: Door,
}

/// The three doors of the house, as far as HTTP goes.
enum Door {
    Rest(Box<MethodRouter<AppState>>),
    Function,
    Page,
}

impl Route {
    fn rest(method: Method, path: &'static str, audience: Audience, handler: MethodRouter<AppState>) -> Self {
        Self { method, path, audience, door: Door::Rest(Box::new(handler)) }
    }

    fn function(path: &'static str, audience: Audience) -> Self {
        Self { method: Method::POST, path, audience, door: Door::Function }
    }

    fn page(path: &'static str, audience: Audience) -> Self {
        Self { method: Method::GET, path, audience, door: Door::Page }
    }

    /// Whether this is of the REST API.
    pub fn is_rest(&self) -> bool {
        matches!(self.door, Door::Rest(_))
    }

    /// Whether this is a page: it answers people with pages, also when it refuses.
    pub fn is_page(&self) -> bool {
        matches!(self.door, Door::Page)
    }

    fn handler(self) -> MethodRouter<AppState> {
        let audience = self.audience;
        let hold = from_fn(move |request: Request, next: Next| guard::hold(audience, request, next));
        match self.door {
            Door::Rest(handler) => {
                let usual = caching::usual(&self.method, self.path);
                let say = map_response(move |answer: Response| {
                    let usual = usual.clone();
                    async move { caching::say(answer, usual) }
                });
                handler.route_layer(hold).route_layer(say)
            }
            // A page or its function says in words what is missing, and where to sign in: the services refuse.
            Door::Function => on(axum::routing::MethodFilter::POST, pages::function),
            Door::Page => get(pages::page),
        }
    }
}

/// The whole server.
pub fn router(state: AppState, sessions: SessionManagerLayer<DatabaseSessions>) -> Router {
    let mut routes = Router::new();
    for route in table() {
        routes = routes.route(route.path, route.handler());
    }
    let routes = routes
        .fallback(not_found)
        .method_not_allowed_fallback(async || Refusal::from(ProblemCode::MethodNotAllowed))
        .layer(from_fn_with_state(state.clone(), guard::identify))
        .layer(sessions)
        .layer(from_fn(guard::same_site))
        .layer(DefaultBodyLimit::max(BODY));
    Router::new()
        // Before sessions: the site's files are the same for everyone.
        .route("/assets/{build}/{*file}", get(site::asset))
        .merge(routes)
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn_with_state(state.clone(), explain::explain))
        .layer(from_fn(caching::tag))
        .layer(map_response(caching::silence))
        .layer(CompressionLayer::new().compress_when(compressible()))
        .layer(from_fn_with_state(state.clone(), guard::harden))
        .with_state(state)
}

/// A fault of ours, whatever it was: the log has it.
fn after_panic(_: Box<dyn Any + Send>) -> Response {
    Refusal::from(ProblemCode::Internal).into_response()
}

/// What gets smaller by it: not pictures and streams, as tower-http says, nor what is compressed in itself.
fn compressible() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/pdf"))
}

/// Programs get a problem, people a page.
async fn not_found(state: axum::extract::State<AppState>, by: guard::By, request: Request) -> Response {
    let for_programs =
        ["/api/", "/photos/", "/faces/", "/covers/"].iter().any(|prefix| request.uri().path().starts_with(prefix));
    if for_programs || request.method() != Method::GET {
        return Refusal::from(ProblemCode::NotFound).into_response();
    }
    let mut page = pages::page(state, by, request).await;
    *page.status_mut() = StatusCode::NOT_FOUND;
    page
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use domain::Problem;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_problem_that_a_page_can_explain() {
        let router: Router = Router::new()
            .route("/", get(async || -> &'static str { panic!("planted") }))
            .layer(CatchPanicLayer::custom(after_panic));
        let answer = router.oneshot(Request::new(Body::empty())).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.extensions().get::<Problem>().map(|problem| problem.code), Some(ProblemCode::Internal));
    }
}
