use domain::event::{Event, Page};
use domain::photo::{Photo, Progress};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of what everyone past the event's door may see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicGallery {
    /// The event.
    pub event: Event,
    /// The photos.
    pub photos: Page<Photo>,
    /// Whether this session's scan still counts: then the guest has photos of their own.
    pub scanned: bool,
    /// How far the photos are: more may still come.
    pub progress: Progress,
}

/// Photos on a page: some twenty rows on a phone.
pub const PER_PAGE: u32 = 60;

/// The event's group photos, newest first.
#[server(prefix = "/api/fn", endpoint = "public_gallery")]
pub async fn read_public_gallery(code: String, page: u32) -> Result<PublicGallery, AppError> {
    use crate::server::{caller, event_ref, refuse, services};

    let (services, caller, event) = (services(), caller(), event_ref(&code)?);
    let (landing, photos) = services.public_gallery(&caller, event, page, PER_PAGE).await.map_err(refuse)?;
    let (scanned, progress) = (landing.mine.is_some(), landing.progress);
    Ok(PublicGallery { event: landing.event, photos, scanned, progress })
}
