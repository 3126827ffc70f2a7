//! `/e/{code}/scan`: one screen at a time.

use domain::event::Event;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_params_map;

use super::browser::focus;
use super::consent::Consent;
use super::live::Live;
use super::picture::ChoosePicture;
use super::scan_event::scan_event;
use super::state::Scan;
use super::step::Step;
use super::tips::Tips;
use super::trouble::ShowTrouble;
use super::waiting::Waiting;
use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle, loaded};

/// `/e/{code}/scan`: consent, then the scan. Without JavaScript it says what else is possible.
#[component]
pub fn ScanPage() -> impl IntoView {
    let params = use_params_map();
    let data = Resource::new(move || params.read().get("code").unwrap_or_default(), scan_event);
    loaded(data, |event| view! { <ShowScan event /> })
}

#[component]
fn ShowScan(event: Event) -> impl IntoView {
    let i18n = use_i18n();
    let scan = Scan::new(event.code.to_string(), event.camera_only);
    provide_context(scan);
    // Effects run in the browser only, once the page is alive, and again as the scanner arrives.
    Effect::new(move || scan.wake());
    let screen = move || match scan.step.get() {
        Step::Consent => view! { <Consent /> }.into_any(),
        Step::Tips => view! { <Tips /> }.into_any(),
        Step::Camera => view! { <Live /> }.into_any(),
        Step::Picture(why) => view! { <ChoosePicture why /> }.into_any(),
        Step::Sending => view! { <Waiting found=false /> }.into_any(),
        Step::Found => view! { <Waiting found=true /> }.into_any(),
        Step::Trouble(trouble) => view! { <ShowTrouble trouble /> }.into_any(),
    };
    Effect::new(move |before: Option<Step>| follow(before, scan.step.get()));
    let header = Header::Event { name: event.name, href: scan.home() };
    view! {
        <PageTitle page=say!(i18n, scan.title) />
        <Frame header class="scan">
            {screen}
        </Frame>
    }
}

/// A new screen takes the focus, so that a screen reader begins to read there; not the first, which the page brought.
fn follow(before: Option<Step>, now: Step) -> Step {
    if before.is_some_and(|before| before != now) {
        request_animation_frame(|| focus("scan-title"));
    }
    now
}
