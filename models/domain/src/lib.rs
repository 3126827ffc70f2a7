#![doc = include_str!("../README.md")]

pub mod embedding;
pub mod event;
pub mod guidance;
pub mod ids;
pub mod organizer;
pub mod photo;
pub mod problem;
pub mod scan;
pub mod scanner;
#[cfg(feature = "utoipa")]
mod schema;

pub use embedding::{EMBEDDING_DIMENSIONS, Embedding, ModelId};
pub use ids::{AccountId, EventCode, EventId, EventRef, FaceId, GrantId, GuestId, OrganizationId, PhotoId};
pub use problem::{Problem, ProblemCode};
