//! Problems as HTTP answers.

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Problem, ProblemCode};

/// Seconds after which a try counts again: a minute, as the problem says.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("60");

/// A refused request: `application/problem+json` with the problem's status.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Problem);

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self(code.into())
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return ProblemCode::TooLarge.into();
        }
        // What the JSON reader says names the caller's own body, never anything of ours.
        Self(Problem::new(ProblemCode::BadRequest).with_detail(rejection.body_text()))
    }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Self {
        Self(Problem::new(ProblemCode::BadRequest).with_detail(rejection.body_text()))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        let body = serde_json::to_string(&self.0).unwrap_or_default();
        let mut response = (status, headers, body).into_response();
        if self.0.code == ProblemCode::RateLimited {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        // For `explain`: people get a page instead.
        response.extensions_mut().insert(self.0);
        response
    }
}
