//! Photos for guests: the group photos, their own, one at a time.

mod answer_maybe;
mod closer;
mod favour_photo;
mod forget;
mod forget_scan;
mod grid;
mod hearts;
mod look_again;
mod marking;
mod maybe;
mod mine_grid;
mod my_page;
mod none_yet;
mod public_page;
mod read_my_gallery;
mod read_photo_list;
mod read_public_gallery;
mod receipt;
mod scan_first;
mod selection;
mod share_button;
mod swipe;
mod viewer;
mod viewer_page;
mod watch;
mod zoom;

pub use grid::blurred;
pub use my_page::MyPage;
pub use public_page::PublicPage;
pub use scan_first::ScanFirst;
pub use viewer_page::ViewerPage;
pub use watch::watch;
