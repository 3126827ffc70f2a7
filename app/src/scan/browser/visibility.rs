//! Whether anybody looks at the page.

use leptos::ev::visibilitychange;
use leptos::prelude::*;

/// Calls `changed` with `true` when the page is shown and `false` when it is hidden, until the component is gone.
pub(in crate::scan) fn on_change(changed: impl Fn(bool) + 'static) {
    let handle = leptos::leptos_dom::helpers::window_event_listener(visibilitychange, move |_| changed(is_visible()));
    on_cleanup(move || handle.remove());
}

fn is_visible() -> bool {
    web_sys::window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}
