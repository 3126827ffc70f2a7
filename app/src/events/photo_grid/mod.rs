//! All photos of an event in one grid, of which only what is on the screen is in the page.
//!
//! Without WASM it is a page of the list with links to the next ones. Once the page is alive it is the whole list: its
//! height is known from the number of photos, and pages of the list are fetched as they come into view.

mod bulk;
mod cards;
mod focus;
mod grid;
mod window;

pub use bulk::{BulkBar, FORM};
pub use cards::Cards;
pub use grid::{Choosing, PhotoGrid};
