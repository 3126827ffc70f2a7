//! A guest's own page: where they have been and what they have downloaded.

mod page;
mod read_me;

pub use page::MePage;
