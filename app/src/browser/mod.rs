//! The browser's own interfaces, in the few ways this site uses them. Everything here does nothing on the server.

pub mod again;
pub mod calm;
pub mod clipboard;
pub mod fields;
pub mod keys;
pub mod live;
pub mod share;
