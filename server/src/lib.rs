#![doc = include_str!("../README.md")]
// Leptos' views nest deeply; the compiler's default of 128 is for smaller types.
#![recursion_limit = "256"]

mod caching;
pub mod cli;
pub mod config;
mod csv;
pub mod demo;
mod explain;
mod guard;
mod lan;
mod language;
mod pages;
mod poster;
mod qr;
mod refusal;
pub mod routes;
mod serve;
mod site;
mod weights;

pub use pages::functions;
pub use serve::{AppState, Running, SiteSettings, start};
pub use weights::{engine, networks};
