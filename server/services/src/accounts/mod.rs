//! Organizers: registration, sign-in, sign-out.

mod fields;
mod own_password;
mod password;
mod register;
mod sign_in;

pub use domain::organization::Role;
pub(crate) use fields::FieldCheck;
pub(crate) use own_password::{check_new_password, hash_password, password_is_right};
