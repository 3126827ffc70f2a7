//! A list's filter in its address, where links and forms without WASM keep it.

use domain::event::{EventQuery, EventSort};
use leptos_router::params::ParamsMap;

/// What the address asks for. What cannot be read asks for nothing.
pub fn query_of(params: &ParamsMap) -> EventQuery {
    let text = |name: &str| params.get(name).unwrap_or_default();
    let sort = text("sort");
    EventQuery {
        q: text("q"),
        category: text("category"),
        from: text("from"),
        to: text("to"),
        sort: EventSort::ALL.into_iter().find(|known| known.as_str() == sort).unwrap_or_default(),
        page: text("page").parse().ok(),
        per_page: None,
    }
}

/// The address of a list with this filter, its first page.
pub fn address_of(base: &str, query: &EventQuery) -> String {
    let mut params = ParamsMap::new();
    let parts = [("q", &query.q), ("category", &query.category), ("from", &query.from), ("to", &query.to)];
    for (name, text) in parts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        params.insert(name, text.clone());
    }
    if query.sort != EventSort::default() {
        params.insert("sort", query.sort.as_str().to_owned());
    }
    format!("{base}{}", params.to_query_string())
}
