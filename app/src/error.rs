//! The one error type of server functions.

use domain::{Problem, ProblemCode};
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// A [`Problem`] on its way through a server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppError(pub Problem);

impl AppError {
    /// What went wrong.
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }
}

impl From<Problem> for AppError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<ProblemCode> for AppError {
    fn from(code: ProblemCode) -> Self {
        Self(code.into())
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let code = match error {
            // The connection is gone, or the answer came from something that is not PicMe.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) | ServerFnErrorErr::Deserialization(_) => {
                ProblemCode::Unavailable
            }
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => ProblemCode::BadRequest,
            _ => ProblemCode::Internal,
        };
        Self(code.into())
    }
}
