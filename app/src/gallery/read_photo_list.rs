use domain::photo::Photo;
use domain::{EventCode, PhotoId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The list a viewer goes through, one page of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhotoList {
    /// The event's code.
    pub code: EventCode,
    /// The photos, in the order of the grid.
    pub photos: Vec<Photo>,
    /// How many photos come before these.
    pub before: u64,
    /// How many there are in all.
    pub total: u64,
    /// Which of them have a heart; none among the group photos.
    pub favourites: Vec<PhotoId>,
}

/// Which list a viewer goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// The guest's own photos.
    Mine,
    /// This page of the group photos.
    Group(u32),
}

/// The photos around `wanted`; `not_found` where it is not among them or not open to this session.
#[server(prefix = "/api/fn", endpoint = "photo_list", input = leptos::server_fn::codec::Json)]
pub async fn read_photo_list(code: String, among: Among, wanted: Option<PhotoId>) -> Result<PhotoList, AppError> {
    use super::read_public_gallery::PER_PAGE;
    use crate::server::{caller, event_ref, refuse, services};
    use domain::ProblemCode;

    let (services, caller, event) = (services(), caller(), event_ref(&code)?);
    let landing = services.landing(&caller, event.clone()).await.map_err(refuse)?;
    let code = landing.event.code;
    let list = match among {
        Among::Mine => {
            let mine = services.my_photos(&caller, event).await.map_err(refuse)?;
            PhotoList {
                code,
                total: mine.items.len() as u64,
                before: 0,
                photos: mine.items,
                favourites: mine.favourites,
            }
        }
        Among::Group(page) => {
            let list = services.public_photos(&caller, event, page, PER_PAGE).await.map_err(refuse)?;
            let before = u64::from(list.page.saturating_sub(1)) * u64::from(PER_PAGE);
            PhotoList { code, photos: list.items, before, total: list.total, favourites: Vec::new() }
        }
    };
    if list.photos.iter().any(|photo| Some(photo.id) == wanted) {
        Ok(list)
    } else {
        Err(refuse(ProblemCode::NotFound.into()))
    }
}
