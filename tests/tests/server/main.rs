//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod accounts;
mod downloads;
mod errors;
mod favourites;
mod numbers;
mod pictures;
mod queue;
mod scans;
mod uploads;
mod zip;
