//! Where the built site's files are.

use leptos::prelude::*;

/// The address below which the site's files lie: `/assets/{build}`, without a slash at the end.
///
/// `{build}` is a hash over all files, so that everything below may be cached for ever. The server provides this
/// context for every page; in the browser it is read back from `<html data-assets data-heif>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// `/assets/{build}`.
    pub base: String,
    /// Whether the server takes HEIC and AVIF, too.
    pub heif: bool,
}

impl Assets {
    /// The address of one file, such as `pkg/picme.css`.
    pub fn url(&self, file: &str) -> String {
        format!("{}/{file}", self.base)
    }
}

/// The site's files, on either side.
pub fn use_assets() -> Assets {
    use_context::<Assets>().or_else(from_page).unwrap_or_else(|| Assets { base: "/assets".to_owned(), heif: false })
}

/// What the page says of them, outside of its components: in the browser only.
pub fn from_page() -> Option<Assets> {
    // There is a document in the browser only; the server never gets here.
    let window = web_sys::window()?;
    let html = window.document()?.document_element()?;
    let base = html.get_attribute("data-assets")?;
    Some(Assets { base, heif: html.has_attribute("data-heif") })
}
