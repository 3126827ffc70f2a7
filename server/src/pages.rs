//! The site's pages and server functions, as leptos renders them.

use app::assets::Assets;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::Problem;
use leptos::nonce::use_nonce;
use leptos::prelude::{expect_context, provide_context};
use leptos_axum::ResponseOptions;
use services::Caller;

use crate::guard::By;
use crate::language;
use crate::serve::AppState;

/// Any page. The first response is the whole page, so that it can be read before WASM arrives, or without it.
pub(crate) async fn page(State(state): State<AppState>, By(caller): By, request: Request<Body>) -> Response {
    let options = state.leptos_options.clone();
    let context = context(&state, caller);
    let asked = language::asked(request.headers());
    let in_page = move || {
        context();
        provide_context(asked.clone());
        protect();
    };
    leptos_axum::render_app_async_with_context(in_page, move || app::shell(options.clone()))(request).await
}

/// The page that stands where a problem would be: it says what is wrong, in the reader's language, and what to do.
pub(crate) async fn refused(state: &AppState, problem: &Problem, request: Request<Body>) -> Response {
    let (code, assets, asked) = (problem.code, assets(state), language::asked(request.headers()));
    let in_page = move || {
        provide_context(assets.clone());
        provide_context(asked.clone());
        protect();
    };
    let mut page = leptos_axum::render_app_async_with_context(in_page, move || app::refused(code))(request).await;
    *page.status_mut() = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    page
}

/// Any server function.
pub(crate) async fn function(State(state): State<AppState>, By(caller): By, request: Request<Body>) -> Response {
    let answer = leptos_axum::handle_server_fns_with_context(context(&state, caller), request).await;
    axum::response::IntoResponse::into_response(answer)
}

/// What server functions find in their context.
fn context(state: &AppState, caller: Caller) -> impl Fn() + Clone + Send + Sync + 'static {
    let services = state.services.clone();
    let assets = assets(state);
    move || {
        provide_context(services.clone());
        provide_context(caller.clone());
        provide_context(assets.clone());
    }
}

fn assets(state: &AppState) -> Assets {
    Assets { base: format!("/assets/{}", state.build), heif: faces::HEIF }
}

/// The page's content security policy, with the nonce of its own scripts.
fn protect() {
    let Some(nonce) = use_nonce() else { return };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; \
         worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        let response = expect_context::<ResponseOptions>();
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        // A page shows what this session may see: it is nobody else's to keep.
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
}

/// The paths of all server functions that exist.
pub fn functions() -> impl Iterator<Item = &'static str> {
    leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path)
}
