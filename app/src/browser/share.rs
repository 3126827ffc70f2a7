//! The phone's share sheet.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DomException, File, FilePropertyBag, Navigator, Response, ShareData};

/// What became of sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The share sheet was open; whether somebody was chosen is nobody else's business.
    Done,
    /// This browser shares no such thing.
    Cannot,
}

/// A picture to share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// The name of its file.
    pub filename: String,
}

/// Opens the share sheet with pictures as files, where the browser and the phone can.
pub async fn pictures(pictures: &[Picture]) -> Shared {
    let Some(navigator) = navigator() else { return Shared::Cannot };
    let files = Array::new();
    for picture in pictures {
        match file(picture).await {
            Ok(file) => drop(files.push(&file)),
            Err(_) => return Shared::Cannot,
        }
    }
    let data = ShareData::new();
    data.set_files(&files);
    open(&navigator, &data).await
}

/// Opens the share sheet with a link.
pub async fn link(title: &str, url: &str) -> Shared {
    let Some(navigator) = navigator() else { return Shared::Cannot };
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(url);
    open(&navigator, &data).await
}

/// The page's own origin, `https://…`.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The navigator, where it has a share sheet.
fn navigator() -> Option<Navigator> {
    let navigator = web_sys::window()?.navigator();
    Reflect::has(&navigator, &"canShare".into()).is_ok_and(|has| has).then_some(navigator)
}

async fn open(navigator: &Navigator, data: &ShareData) -> Shared {
    if !navigator.can_share_with_data(data) {
        return Shared::Cannot;
    }
    match JsFuture::from(navigator.share_with_data(data)).await {
        Ok(_) => Shared::Done,
        // Closed again: that is an answer, too.
        Err(error) if error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError") => Shared::Done,
        Err(_) => Shared::Cannot,
    }
}

async fn file(picture: &Picture) -> Result<File, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_str(&picture.url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::UNDEFINED);
    }
    let blob: Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    let options = FilePropertyBag::new();
    options.set_type(&blob.type_());
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), &picture.filename, &options)
}
