use domain::download::{Download, Me};
use domain::event::Page;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MyPlace {
    /// Whose page it is, and their events.
    pub me: Me,
    /// Their downloads.
    pub downloads: Page<Download>,
}

/// The account's events and downloads; without an account, those of this visit.
#[server(prefix = "/api/fn", endpoint = "me")]
pub async fn read_me(page: u32) -> Result<MyPlace, AppError> {
    use crate::server::{caller, refuse, services};

    const PER_PAGE: u32 = 60;
    let (services, caller) = (services(), caller());
    let me = services.me(&caller).await.map_err(refuse)?;
    let downloads = services.my_downloads(&caller, page, PER_PAGE).await.map_err(refuse)?;
    Ok(MyPlace { me, downloads })
}
