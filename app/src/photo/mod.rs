//! One photo, large, for the event's organization: who is in it, who sees it, what is known of it.

mod decide_kind;
mod decision;
mod facts;
mod photo_page;
mod read_photo;

pub use photo_page::PhotoPage;
