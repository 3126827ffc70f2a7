//! How an event's public copies are marked.

mod page;
mod read_watermark;
mod remove_logo;
mod set_watermark;

pub use page::WatermarkPage;
