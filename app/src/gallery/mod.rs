//! Photos for guests: the group photos, their own, one at a time.

mod answer_maybe;
mod forget;
mod forget_scan;
mod grid;
mod look_again;
mod maybe;
mod my_page;
mod none_yet;
mod public_page;
mod read_my_gallery;
mod read_photo_list;
mod read_public_gallery;
mod receipt;
mod scan_first;
mod selection;
mod swipe;
mod viewer;
mod viewer_page;

pub use grid::blurred;
pub use my_page::MyPage;
pub use public_page::PublicPage;
pub use scan_first::ScanFirst;
pub use viewer_page::ViewerPage;
