use domain::device::Device;
use leptos::prelude::*;

use crate::error::AppError;

/// Where the caller is signed in.
#[server(prefix = "/api/fn", endpoint = "devices")]
pub async fn read_devices() -> Result<Vec<Device>, AppError> {
    use crate::server::{caller, refuse, services};

    services().devices(&caller()).await.map_err(refuse)
}
