//! Accounts of organizers and of guests: registration, codes by mail, sign-in, sign-out, new passwords.
//!
//! No answer tells whether an address is registered, by its words or by its time: every way through a use case does the
//! same hashing and writes one transaction, and letters leave when the answer is gone.

mod codes;
mod end_sessions;
mod fields;
mod holder;
mod letters;
mod operator;
mod own_password;
mod password;
mod register;
mod reset;
mod sign_in;
mod verify;

pub use domain::organization::Role;
pub(crate) use fields::FieldCheck;
pub(crate) use holder::Holder;

pub(crate) use own_password::{check_new_password, hash_password, password_is_right};
