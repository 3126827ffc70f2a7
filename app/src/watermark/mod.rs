//! How public copies are marked, of an event and of an organization: what is chosen, what it looks like, the logo.

mod fields;
mod logo;
mod preview;

pub use fields::MarkFields;
pub use logo::{Logo, RemoveLogoButton};
pub use preview::Preview;
