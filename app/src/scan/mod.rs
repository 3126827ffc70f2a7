//! The scan: consent, camera or picture, `/recognize`.

mod page;

pub use page::ScanPage;
