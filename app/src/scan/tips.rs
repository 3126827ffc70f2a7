//! Three tips, and the word about the browser's question, before the first time.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::picture::FileButton;
use super::state::use_scan;
use super::waiting::LoadingBar;
use crate::i18n::use_i18n;

/// What helps, and what comes next.
#[component]
pub(super) fn Tips() -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    view! {
        <section class="scan-sheet" aria-labelledby="scan-title">
            <h1 id="scan-title" tabindex="-1">{say!(i18n, scan.tips.title)}</h1>
            <ol class="scan-tips">
                <li>{say!(i18n, scan.tips.light)}</li>
                <li>{say!(i18n, scan.tips.glasses)}</li>
                <li>{say!(i18n, scan.tips.alone)}</li>
            </ol>
            <p class="fine">{say!(i18n, scan.tips.asks)}</p>
            <div class="scan-actions">
                <button class="button large" type="button" on:click=move |_| scan.film()>
                    {say!(i18n, scan.tips.start)}
                </button>
                <FileButton large=false />
            </div>
            <LoadingBar />
        </section>
    }
}
