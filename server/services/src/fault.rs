//! From what went wrong inside to what the client is told: nothing but that it did. The log has the chain.

use std::error::Error;

use domain::{Problem, ProblemCode};

/// Turns a failure of ours into a 500, once, where it happens.
pub(crate) trait OrInternal<T> {
    /// Logs the error with its causes; the client learns that something failed.
    fn or_internal(self) -> Result<T, Problem>;
}

impl<T, E: Error> OrInternal<T> for Result<T, E> {
    #[track_caller]
    fn or_internal(self) -> Result<T, Problem> {
        let place = std::panic::Location::caller();
        self.map_err(|error| {
            tracing::error!(%place, error = %chain(&error), "internal failure");
            ProblemCode::Internal.into()
        })
    }
}

/// An error and its causes on one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
