//! The organizer's events: the list, a new one, its photos, and how guests get in.

mod create_event;
mod dashboard_page;
mod delete_photo;
mod event_frame;
mod faces_overlay;
mod new_event_page;
mod photo_card;
mod photos_page;
mod progress_strip;
mod read_event;
mod read_event_photos;
mod read_my_events;
mod retry_photo;
mod share_page;

pub use dashboard_page::DashboardPage;
pub use event_frame::{EventFrame, Tab};
pub use new_event_page::NewEventPage;
pub use photos_page::PhotosPage;
pub use share_page::SharePage;
