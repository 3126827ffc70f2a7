//! What is filled in.

use wasm_bindgen::JsCast;

/// The values of the fields with these ids, as far as they are there and filled in.
pub fn values(ids: &[&str]) -> Vec<String> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return Vec::new() };
    let fields =
        ids.iter().filter_map(|id| document.get_element_by_id(id)?.dyn_into::<web_sys::HtmlInputElement>().ok());
    fields.map(|field| field.value()).filter(|value| !value.is_empty()).collect()
}
