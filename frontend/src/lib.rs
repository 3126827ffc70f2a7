#![doc = include_str!("../README.md")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once this module is loaded: makes what the server wrote interactive.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
}
