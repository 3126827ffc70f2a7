//! The consent sheet: four sentences and two buttons.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::state::use_scan;
use super::waiting::LoadingBar;
use crate::i18n::use_i18n;

/// May we look for your face? Refusing loses nothing but the scan.
#[component]
pub(super) fn Consent() -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    let home = scan.home();
    let yes = move || if scan.alive.get() { say!(i18n, scan.consent.yes) } else { say!(i18n, scan.consent.wait) };
    view! {
        <section class="scan-sheet" aria-labelledby="scan-title">
            <h1 id="scan-title" tabindex="-1">{say!(i18n, scan.consent.title)}</h1>
            <p>{say!(i18n, scan.consent.looks)}</p>
            <p>{say!(i18n, landing.privacy_line)}</p>
            {scan.camera_only.then(|| view! { <p>{say!(i18n, scan.camera_only.consent)}</p> })}
            <p>{say!(i18n, scan.consent.open)} " " <a href="/privacy">{say!(i18n, scan.consent.kept)}</a></p>
            <NoScript home=home.clone() />
            <div class="scan-actions">
                <button
                    class="button large needs-script"
                    type="button"
                    disabled=move || !scan.alive.get()
                    on:click=move |_| scan.consent()
                >
                    {yes}
                </button>
                <a class="button quiet" href=home>
                    {say!(i18n, scan.consent.no)}
                </a>
            </div>
            <LoadingBar />
        </section>
    }
}

/// What a browser without JavaScript says. Its content is given as HTML: where JavaScript runs, the browser reads it
/// as text, and hydration would look for elements in vain.
#[component]
fn NoScript(home: String) -> impl IntoView {
    let i18n = use_i18n();
    let html = format!(
        "<p class=\"notice\">{} <a href=\"{home}/photos\">{}</a></p>",
        say!(i18n, scan.no_script),
        say!(i18n, scan.no_script_link),
    );
    view! { <noscript inner_html=html></noscript> }
}
