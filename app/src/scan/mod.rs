//! The scan: consent, camera or picture, and the one request with vectors in it.
//!
//! [`step`] is where a guest can be; [`director`] decides what the camera view says and when a frame is taken, with
//! [`collection`] for the frames and [`steady`] for calm. [`software`] fetches the scanner, [`sending`] sends what it
//! made. Only [`browser`] touches the web platform; the rest is tested without one.

#![expect(unreachable_pub, reason = "the builders that leptos' component macro writes are `pub` wherever they are")]

mod browser;
mod collection;
mod consent;
mod director;
mod filming;
mod line;
mod live;
mod page;
mod picture;
mod progress;
mod ring;
mod scan_event;
mod sending;
mod software;
mod state;
mod steady;
mod step;
mod tips;
mod trouble;
mod waiting;
mod words;

pub use page::ScanPage;
pub use scan_event::scan_event;
pub use sending::{Receipt, can_look_again, forget_frames, look_again};
