//! The organizer's events: the list, a new one, its photos, how guests get in, and its settings.

mod cover_form;
mod create_event;
mod dashboard_page;
mod delete_event;
pub(crate) mod delete_photo;
mod event_form;
pub(crate) mod event_frame;
pub(crate) mod faces_overlay;
mod new_event_page;
mod photo_card;
mod photos_page;
mod poster_words;
mod progress_strip;
mod read_event;
mod read_event_photos;
mod read_my_events;
mod retry_photo;
mod setting;
mod settings_form;
mod settings_page;
mod share_page;
mod update_event;

pub use dashboard_page::DashboardPage;
pub use event_frame::{EventFrame, Tab};
pub use new_event_page::NewEventPage;
pub use photos_page::PhotosPage;
pub use poster_words::{PosterWords, poster_words};
pub use settings_page::SettingsPage;
pub use share_page::SharePage;
