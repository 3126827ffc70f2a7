//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod accounts;
mod errors;
mod people;
mod pictures;
mod queue;
mod scans;
mod uploads;
