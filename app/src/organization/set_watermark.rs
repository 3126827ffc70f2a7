use domain::photo::{Watermark, WatermarkPosition};
use leptos::prelude::*;

use crate::error::AppError;

/// Changes the mark that new events of the organization take over.
#[server(prefix = "/api/fn", endpoint = "set_organization_watermark")]
pub async fn set_organization_watermark(
    #[server(default)] text: String,
    position: WatermarkPosition,
    opacity: u8,
) -> Result<Watermark, AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::photo::WatermarkDraft;

    let draft = WatermarkDraft { text, position, opacity };
    let watermark = services().set_organization_watermark(&caller(), draft).await.map_err(refuse)?;
    after_plain_form("/admin/organization");
    Ok(watermark)
}
