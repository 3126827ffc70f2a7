//! What is shown while something is on its way.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::ring::{ProgressRing, Rim};
use super::state::use_scan;
use super::words;
use crate::i18n::use_i18n;

/// How far the scanner's files are: a bar with bytes, then a word.
#[component]
pub(super) fn LoadingBar() -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    let text = move || {
        let progress = scan.progress.get();
        if scan.warm.get() {
            say!(i18n, scan.loading.ready).to_owned()
        } else if progress.arrived() < progress.total() {
            words::loading(i18n, progress.arrived(), progress.total())
        } else {
            say!(i18n, scan.loading.warming).to_owned()
        }
    };
    view! {
        <div class="scan-loading needs-script" data-ready=move || scan.warm.get().to_string()>
            <progress aria-label=say!(i18n, scan.loading.label) max="1" value=move || scan.progress.get().share()></progress>
            <p class="fine">{text}</p>
        </div>
    }
}

/// The vectors are on their way, or the photos are.
#[component]
pub(super) fn Waiting(
    /// The photos are open.
    found: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = if found { say!(i18n, scan.sending.found) } else { say!(i18n, scan.sending.title) };
    view! {
        <section class="scan-live" role="status" id="scan-title" tabindex="-1">
            <div class="scan-round">
                <ProgressRing rim=Signal::from(Rim::Busy) />
            </div>
            <p class="scan-line">{text}</p>
            <p class="fine">{say!(i18n, scan.sending.text)}</p>
        </section>
    }
}
