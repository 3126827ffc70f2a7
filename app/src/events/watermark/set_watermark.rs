use domain::EventId;
use domain::photo::{Watermark, WatermarkPosition};
use leptos::prelude::*;

use crate::error::AppError;

/// Changes how an event's public copies are marked.
#[server(prefix = "/api/fn", endpoint = "set_watermark")]
pub async fn set_watermark(
    event: EventId,
    #[server(default)] text: String,
    position: WatermarkPosition,
    opacity: u8,
) -> Result<Watermark, AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::photo::WatermarkDraft;

    let draft = WatermarkDraft { text, position, opacity };
    let watermark = services().set_watermark(&caller(), event, draft).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/watermark"));
    Ok(watermark)
}
