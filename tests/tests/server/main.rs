//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod accounts;
mod devices;
mod errors;
mod members;
mod oidc;
mod pictures;
mod profiles;
mod queue;
mod scans;
mod uploads;
