//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Copies a text. `false` where the browser refuses: without https, or without permission.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Outside of https and localhost there is no clipboard object at all.
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
