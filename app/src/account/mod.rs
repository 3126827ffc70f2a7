//! The organizer's account: register, sign in, sign out.

mod read_organizer;
mod register_organizer;
mod register_page;
mod sign_in_organizer;
mod sign_in_page;
mod sign_out_organizer;
mod sign_out_page;

pub use register_page::RegisterPage;
pub use sign_in_page::SignInPage;
pub use sign_out_page::SignOutPage;
