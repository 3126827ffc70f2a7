//! `/admin/devices` and `/me/devices`: where somebody is signed in.

mod browser_name;
mod end_device;
mod end_other_devices;
mod page;
mod read_devices;

pub use page::DevicesPage;
