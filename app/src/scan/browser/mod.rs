//! The browser's side of a scan: everything that touches the web platform. None of it runs on the server.

pub(super) mod camera;
pub(super) mod canvas;
pub(super) mod download;
pub(super) mod http;
pub(super) mod picture;
pub(super) mod storage;
pub(super) mod time;
pub(super) mod visibility;
pub(super) mod worker;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// What an object has under a name; `undefined` where there is nothing.
fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Moves the focus to an element, if it is there.
pub(super) fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
