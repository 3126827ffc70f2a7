//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod accounts;
mod covers;
mod doors;
mod errors;
mod event_edits;
mod event_list;
mod pictures;
mod posters;
mod queue;
mod scans;
mod uploads;
