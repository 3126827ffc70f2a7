//! What stands where a list would be.

use leptos::prelude::*;

/// Stands where a list would be: what will come here, and the one thing to do.
#[component]
pub fn Empty(
    /// What is missing.
    title: &'static str,
    /// What will come.
    text: &'static str,
    /// The one thing to do.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <h1>{title}</h1>
            <p>{text}</p>
            {children()}
        </section>
    }
}
