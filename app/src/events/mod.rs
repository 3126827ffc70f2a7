//! The organizer's events: the list, a new one, its photos, and how guests get in.

mod choice;
mod create_event;
mod dashboard_page;
mod delete_photo;
mod delete_photos;
mod event_frame;
mod faces_overlay;
mod failures;
mod filters;
mod new_event_page;
mod photo_card;
mod photo_grid;
mod photos_page;
mod progress_strip;
mod read_event;
mod read_event_photos;
mod read_my_events;
mod reprocess_photos;
mod retry_photo;
mod retry_photos;
mod share_page;
mod watermark;

pub use dashboard_page::DashboardPage;
pub use new_event_page::NewEventPage;
pub use photos_page::PhotosPage;
pub use share_page::SharePage;
pub use watermark::WatermarkPage;
