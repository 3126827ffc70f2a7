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
use wasm_bindgen::JsValue;

/// What an object has under a name; `undefined` where there is nothing.
fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
