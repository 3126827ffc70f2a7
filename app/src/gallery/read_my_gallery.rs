use domain::event::Event;
use domain::scan::MyPhotos;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What a guest's scan has opened, in its event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MyGallery {
    /// The event.
    pub event: Event,
    /// How many photos everyone with the link may see.
    pub public_photos: u64,
    /// The guest's photos and open questions.
    pub mine: MyPhotos,
}

/// The guest's photos; `scan_required` without a scan that still counts.
#[server(prefix = "/api/fn", endpoint = "my_gallery")]
pub async fn read_my_gallery(code: String) -> Result<MyGallery, AppError> {
    use crate::server::{caller, event_ref, refuse, services};

    let (services, caller, event) = (services(), caller(), event_ref(&code)?);
    let landing = services.landing(&caller, event.clone()).await.map_err(refuse)?;
    let mine = services.my_photos(&caller, event).await.map_err(refuse)?;
    Ok(MyGallery { event: landing.event, public_photos: landing.public_photos, mine })
}
