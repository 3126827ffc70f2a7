//! `/e/{code}`: what the QR code opens.

mod cover;
mod door;
mod open_event;
mod page;
mod pass_door;
mod read_landing;

pub use cover::Cover;
pub use door::{ClosedDoor, PinDoor};
pub use open_event::{EnterCode, OpenEvent, OpenEventPage};
pub use page::LandingPage;
pub use read_landing::read_landing;
