#![doc = include_str!("../README.md")]
#![expect(missing_docs, reason = "columns are documented where they are made: in the migrations")]

pub mod account;
pub mod code;
pub mod download;
pub mod download_day;
pub mod event;
pub mod face;
pub mod favourite;
pub mod grant;
pub mod grant_face;
pub mod grant_photo;
pub mod guest;
pub mod guest_grant;
pub mod membership;
pub mod organization;
pub mod photo;
pub mod photo_download;
pub mod scan_day;
pub mod scan_nonce;
pub mod session;
