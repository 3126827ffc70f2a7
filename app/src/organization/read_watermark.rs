use domain::photo::Watermark;
use leptos::prelude::*;

use crate::error::AppError;

/// The mark that new events of the organization take over.
#[server(prefix = "/api/fn", endpoint = "organization_watermark")]
pub async fn read_organization_watermark() -> Result<Watermark, AppError> {
    use crate::server::{caller, refuse, services};

    services().organization_watermark(&caller()).await.map_err(refuse)
}
