#![doc = include_str!("../README.md")]
#![expect(missing_docs, reason = "a harness: names say it all")]
#![expect(clippy::unwrap_used, reason = "a harness fails where it stands")]

pub mod client;
pub mod frames;
pub mod house;
pub mod letters;
pub mod oidc;
pub mod photos;
pub mod postgres;
pub mod queries;
pub mod seed;
pub mod smtp;
pub mod statements;
pub mod world;

pub use client::Client;
pub use house::House;
pub use letters::Outbox;
pub use world::World;
