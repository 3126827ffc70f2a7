//! `/`: what PicMe is.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;

/// `/`.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{say!(i18n, home.title)}</h1> }
}
