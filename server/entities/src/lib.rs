#![doc = include_str!("../README.md")]
#![expect(missing_docs, reason = "columns are documented where they are made: in the migrations")]

pub mod account;
pub mod code;
pub mod event;
pub mod face;
pub mod grant;
pub mod grant_face;
pub mod grant_photo;
pub mod guest;
pub mod invitation;
pub mod membership;
pub mod oidc_identity;
pub mod organization;
pub mod people_act;
pub mod people_fact;
pub mod people_move;
pub mod people_repair;
pub mod person;
pub mod photo;
pub mod scan_nonce;
pub mod session;
