//! An event in numbers, for its organizer.

mod chart;
mod page;
mod read_numbers;
mod retention_form;
mod set_retention;

pub use page::NumbersPage;
