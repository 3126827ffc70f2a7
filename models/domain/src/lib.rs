#![doc = include_str!("../README.md")]

pub mod account;
pub mod device;
pub mod download;
pub mod embedding;
pub mod event;
pub mod guidance;
pub mod ids;
pub mod language;
pub mod numbers;
pub mod organization;
pub mod organizer;
pub mod password;
pub mod people;
pub mod photo;
pub mod problem;
pub mod profile;
pub mod scan;
pub mod scanner;
#[cfg(feature = "utoipa")]
mod schema;

pub use embedding::{EMBEDDING_DIMENSIONS, Embedding, ModelId};
pub use ids::{
    AccountId, ActId, EventCode, EventId, EventRef, FaceId, GrantId, GuestId, InvitationId, OrganizationId, PersonId,
    PhotoId,
};
pub use language::Language;
pub use problem::{Problem, ProblemCode};
