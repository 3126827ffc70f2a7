//! `GET /api/openapi.json`: the table of routes, described for programs.
//!
//! The document grows out of the table: a REST route is in it by being in the table. What the table cannot know, words
//! and types, is in [`super::operations`].

use std::fmt::Write;
use std::sync::LazyLock;

use axum::extract::State;
use axum::http::{Method, header};
use axum::response::{Html, IntoResponse, Response};
use domain::{Problem, ProblemCode};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::{Response as Answer, ResponseBuilder};
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, OpenApi, OpenApiBuilder, Required};

use super::operations::{Described, Schemas, operations, reference};
use super::{Audience, Door, Route, docs, table};
use crate::serve::AppState;

/// The session's cookie, as the document names it.
const SESSION: &str = "session";

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(document);
static JSON: LazyLock<String> = LazyLock::new(|| {
    let mut text = DOCUMENT.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
});

pub(super) async fn json() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}

pub(super) async fn docs(State(state): State<AppState>) -> Response {
    let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    let page = docs::page(&DOCUMENT, &format!("/assets/{}/pkg/picme.css", state.build));
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
}

fn document() -> OpenApi {
    let described = operations();
    let mut schemas = Schemas::default();
    let problem = reference::<Problem>(&mut schemas);
    let mut paths = PathsBuilder::new();
    for route in table().iter().filter(|route| matches!(route.door, Door::Rest(_))) {
        let Some(method) = method(&route.method) else { continue };
        let words = described.iter().find(|words| words.method == route.method && words.path == route.path);
        let operation = operation(route, words, &mut schemas);
        paths = paths.path(route.path, PathItem::new(method, operation));
    }
    let refusal = Answer::builder()
        .description("Refused: `code` says why, and stays the same in every version.")
        .content("application/problem+json", Content::new(Some(problem)))
        .build();
    let cookie = ApiKeyValue::with_description("picme", "Set by signing in, or by a scan.");
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas.0)
        .response("Problem", refusal)
        .security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)))
        .build();
    let info = InfoBuilder::new().title("PicMe").version(env!("CARGO_PKG_VERSION")).description(Some(about()));
    OpenApiBuilder::new().info(info.build()).paths(paths.build()).components(Some(components)).build()
}

/// The rules that all routes keep, and every code there is.
fn about() -> String {
    let mut text = String::from(
        "JSON in, JSON out; sessions by cookie. What is refused answers `application/problem+json` with a stable \
         `code`. Requests that change something are refused when they come from another site.\n",
    );
    for code in ProblemCode::ALL {
        // Writing to a string does not fail.
        let _ = write!(text, "\n- `{}` ({}): {}", code.as_str(), code.status(), code.title());
    }
    text
}

fn operation(route: &Route, words: Option<&Described>, schemas: &mut Schemas) -> OperationBuilder {
    let mut operation = OperationBuilder::new().tag(tag(route.path)).description(Some(who(route.audience)));
    for name in path_parameters(route.path) {
        operation = operation.parameter(parameter(name, ParameterIn::Path, None));
    }
    for security in securities(route.audience) {
        operation = operation.security(security);
    }
    for (status, codes) in refusals(route) {
        let codes: Vec<String> = codes.iter().map(|code| format!("`{}`", code.as_str())).collect();
        operation = operation.response(status.to_string(), refusal(&codes.join(", ")));
    }
    operation = operation.response("default", utoipa::openapi::Ref::from_response_name("Problem"));
    let Some(words) = words else { return operation };
    for (name, about) in words.query {
        operation = operation.parameter(parameter(name, ParameterIn::Query, Some(about)));
    }
    if let Some((media_type, schema)) = words.takes {
        let content = Content::new(Some(schema(schemas)));
        let body = RequestBodyBuilder::new().content(media_type, content).required(Some(Required::True));
        operation = operation.request_body(Some(body.build()));
    }
    let mut answer = ResponseBuilder::new().description(words.answer);
    if let Some((media_type, schema)) = words.gives {
        answer = answer.content(media_type, Content::new(schema.map(|schema| schema(schemas))));
    }
    operation.summary(Some(words.summary)).response(words.status.to_string(), answer.build())
}

fn refusal(codes: &str) -> Answer {
    let content = Content::new(Some(utoipa::openapi::Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(codes).content("application/problem+json", content).build()
}

fn parameter(name: &str, place: ParameterIn, about: Option<&str>) -> ParameterBuilder {
    let required = if place == ParameterIn::Path { Required::True } else { Required::False };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(about)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
}

/// `event` and `photo` of `/api/events/{event}/photos/{photo}`.
fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

fn tag(path: &str) -> &'static str {
    match path {
        path if path.starts_with("/admin/") || path.starts_with("/api/admin/") => "organizers",
        path if path.starts_with("/photos/") || path.starts_with("/faces/") => "pictures",
        path if ["scan", "recognize", "maybe", "my-photos"].iter().any(|word| path.contains(word)) => "scans",
        path if path.contains("event") || path.contains("qr_code") || path.contains("upload") => "events",
        "/health" | "/api/openapi.json" | "/api/docs" => "server",
        _ => "guests",
    }
}

fn who(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => "For everyone.",
        Audience::Guest => "For whoever passes the event's door.",
        Audience::Scanned => "For a session with a scan of the event that has not expired.",
        Audience::SignedIn => "For everyone who is signed in, as an organizer or as a guest.",
        Audience::Account => "For everyone who is signed in with an organizer's account.",
        Audience::Organizer => "For everyone who is signed in as a member of an organization.",
        Audience::EventMember => "For members of the event's organization whose role allows it.",
    }
}

fn securities(audience: Audience) -> Vec<SecurityRequirement> {
    let session = || SecurityRequirement::new(SESSION, Vec::<String>::new());
    match audience {
        Audience::Everyone => vec![],
        // An event without a PIN asks for no session.
        Audience::Guest => vec![SecurityRequirement::default(), session()],
        _ => vec![session()],
    }
}

/// The refusals that follow from a route's audience and shape.
fn refusals(route: &Route) -> Vec<(u16, Vec<ProblemCode>)> {
    let mut refusals = match route.audience {
        Audience::Everyone => vec![],
        Audience::Guest => vec![(404, vec![ProblemCode::EventNotFound])],
        Audience::Scanned => vec![(403, vec![ProblemCode::ScanRequired, ProblemCode::Forbidden])],
        Audience::EventMember => {
            vec![(401, vec![ProblemCode::SignInRequired]), (403, vec![ProblemCode::Forbidden])]
        }
        _ => vec![(401, vec![ProblemCode::SignInRequired])],
    };
    if matches!(route.method, Method::POST | Method::PUT) {
        refusals.push((400, vec![ProblemCode::BadRequest]));
        refusals.push((413, vec![ProblemCode::TooLarge]));
        refusals.push((429, vec![ProblemCode::RateLimited]));
    }
    refusals
}

fn method(method: &Method) -> Option<HttpMethod> {
    match *method {
        Method::GET => Some(HttpMethod::Get),
        Method::POST => Some(HttpMethod::Post),
        Method::PUT => Some(HttpMethod::Put),
        Method::PATCH => Some(HttpMethod::Patch),
        Method::DELETE => Some(HttpMethod::Delete),
        _ => None,
    }
}
