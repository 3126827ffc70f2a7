//! Something is in the way: what it is, and the one next step.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::tu_string as say;

use super::picture::FileButton;
use super::state::use_scan;
use super::step::{Trouble, WayOut};
use super::words;
use crate::i18n::use_i18n;

/// Names the trouble and offers the way out.
#[component]
pub(super) fn ShowTrouble(
    /// What it is.
    trouble: Trouble,
) -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    let way_out = trouble.way_out();
    let next = move || match way_out {
        WayOut::SendAgain => button(say!(i18n, scan.trouble.send), move || spawn_local(scan.send())),
        WayOut::ScanAgain => button(say!(i18n, scan.trouble.scan), move || scan.again()),
        WayOut::ChooseAgain => view! { <FileButton large=true /> }.into_any(),
        WayOut::Reload => button(say!(i18n, scan.trouble.reload), reload),
        WayOut::Leave => ().into_any(),
    };
    view! {
        <section class="scan-sheet" role="alert" aria-labelledby="scan-title">
            <h1 id="scan-title" tabindex="-1">{say!(i18n, scan.trouble.title)}</h1>
            <p>{words::trouble(i18n, trouble)}</p>
            <div class="scan-actions">
                {next} <a class="button quiet" href=scan.home()>
                    {say!(i18n, scan.trouble.leave)}
                </a>
            </div>
        </section>
    }
}

fn button(label: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! {
        <button class="button large" type="button" on:click=move |_| act()>
            {label}
        </button>
    }
    .into_any()
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that is on its way out has nobody to tell about it.
        let _ = window.location().reload();
    }
}
