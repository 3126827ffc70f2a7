//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod accounts;
mod caching;
mod errors;
mod languages;
mod openapi;
mod pictures;
mod queue;
mod refusals;
mod scans;
mod uploads;
