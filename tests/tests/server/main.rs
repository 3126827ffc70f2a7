//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod accounts;
mod bulk;
mod errors;
mod photo_lists;
mod pictures;
mod queue;
mod scans;
mod sweeps;
mod uploads;
mod versions;
mod watermark;
