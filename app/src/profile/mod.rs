//! An account in its owner's hands: name, picture, password, and its end.

mod change_name;
mod change_password;
mod delete_account;
mod delete_page;
mod frame;
mod page;
mod password_form;
mod picture;
mod read_profile;
mod remove_picture;

pub use delete_page::DeleteAccountPage;
pub use frame::{AccountFrame, Part};
pub use page::ProfilePage;
