//! The whole server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod access;
mod access_accounts;
mod access_members;
mod access_people;
mod accounts;
mod bulk;
mod caching;
mod codes;
mod covers;
mod devices;
mod doors;
mod doors_of_downloads;
mod downloads;
mod errors;
mod event_edits;
mod event_list;
mod favourites;
mod guest_accounts;
mod languages;
mod letters;
mod mail;
mod members;
mod numbers;
mod oidc;
mod old_copies;
mod openapi;
mod organization_mark;
mod people;
mod photo_lists;
mod pictures;
mod posters;
mod profiles;
mod queries;
mod queue;
mod refusals;
mod resets;
mod roles_on_pages;
mod scans;
mod sweeps;
mod uploads;
mod versions;
mod watermark;
mod zip;
