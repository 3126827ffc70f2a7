//! What pages share.

use leptos::prelude::*;

/// There is nothing at this address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <h1>"404"</h1> }
}
