use domain::photo::PhotoKind;
use domain::{EventId, PhotoId};
use leptos::prelude::*;

use crate::error::AppError;

/// Says by hand what kind a photo is, and so who sees it.
#[server(prefix = "/api/fn", endpoint = "decide_kind")]
pub async fn decide_kind(event: EventId, photo: PhotoId, kind: PhotoKind) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::people::KindDecision;

    let decision = KindDecision { kind: Some(kind) };
    services().decide_kind(&caller(), event, photo, decision).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/photo/{photo}"));
    Ok(())
}
