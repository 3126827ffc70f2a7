//! What became of files that a plain form sent.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use crate::i18n::use_i18n;
use crate::words;

/// After a form that was sent without WASM: the server names the numbers and the reasons in the address it goes back to.
#[component]
pub fn PlainAnswer() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let count = |name: &str| query.get(name).and_then(|n| n.parse::<u64>().ok()).filter(|&n| n > 0);
    let line = |text: String| view! { <p>{text}</p> };
    let stored = count("accepted").map(|n| line(say!(i18n, upload.plain_stored, n = words::number(i18n, n))));
    let refused =
        count("rejected").map(|n| line(say!(i18n, upload.plain_refused, count = n, n = words::number(i18n, n))));
    let why = query.get("why").unwrap_or_default();
    let reasons: Vec<_> = why
        .split(',')
        .filter_map(|code| code.parse().ok())
        .map(|code| view! { <li>{words::failure(i18n, code)}</li> })
        .collect();
    let reasons = (refused.is_some() && !reasons.is_empty()).then(|| view! { <ul>{reasons}</ul> });
    (stored.is_some() || refused.is_some())
        .then(|| view! { <div class="notice" role="status">{stored} {refused} {reasons}</div> })
}
