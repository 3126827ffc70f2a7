//! The server's side of a server function: the use cases and who asks, out of the Leptos context.
//!
//! The only module that exists on the server alone. Bodies of `#[server]` functions are stripped in the browser, so
//! what they use of it needs no `cfg` of its own.

use leptos::prelude::expect_context;
use services::{Caller, Services};

/// The use cases.
pub fn services() -> Services {
    expect_context()
}

/// Who asks.
pub fn caller() -> Caller {
    expect_context()
}
