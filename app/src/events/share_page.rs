//! `/admin/events/{id}/share`: how guests get in.

use domain::event::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{Locale as _, tu_string as say};
use leptos_router::hooks::use_params_map;
use web_sys::HtmlInputElement;

use super::event_frame::{EventFrame, Tab};
use super::read_event::read_event;
use crate::browser::clipboard;
use crate::i18n::use_i18n;
use crate::layout::loaded;

/// `/admin/events/{id}/share`.
#[component]
pub fn SharePage() -> impl IntoView {
    let params = use_params_map();
    let data = Resource::new(move || params.read().get("id").unwrap_or_default(), |id| read_event(id, false));
    loaded(data, |found| {
        let may_edit = found.may_edit;
        view! {
            <EventFrame event=found.event.clone() tab=Tab::Share may_edit>
                <Share event=found.event link=found.landing_url may_edit />
            </EventFrame>
        }
    })
}

#[component]
fn Share(event: Event, link: String, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let landing = format!("/e/{}", event.code);
    let code = in_two(event.code.as_str());
    let (pin, listed) = (event.pin, event.listed);
    let settings = may_edit.then(|| format!("/admin/events/{}/settings", event.id));
    let language = i18n.get_locale_untracked().as_str();
    let poster = |size: &str| format!("/api/admin/events/{}/poster?size={size}&lang={language}", event.id);
    let png = event.qr_code.clone();
    let svg = format!("{png}?format=svg");
    view! {
        <section class="share">
            <div class="share-code">
                <img
                    class="qr"
                    src=svg.clone()
                    width="320"
                    height="320"
                    alt=say!(i18n, events.share.qr_alt, event = event.name)
                />
                <p class="typed-code">{say!(i18n, events.share.code, code = code)}</p>
            </div>
            <div class="share-text">
                <h2>{say!(i18n, events.share.title)}</h2>
                <p>{say!(i18n, events.share.text)}</p>
                <CopyLink link />
                <p class="actions">
                    <a class="button quiet" href=landing target="_blank">
                        {say!(i18n, events.share.preview)}
                    </a>
                </p>
                <DoorState pin listed settings />
                <p class="fine">{say!(i18n, events.share.who_sees)}</p>
                <h3>{say!(i18n, poster.title)}</h3>
                <p>{say!(i18n, poster.text)}</p>
                <ul class="plain-list">
                    <li>
                        <a href=poster("a4") target="_blank">
                            {say!(i18n, poster.a4)}
                        </a>
                    </li>
                    <li>
                        <a href=poster("a6") target="_blank">
                            {say!(i18n, poster.a6)}
                        </a>
                    </li>
                    <li>
                        <a href=png download="qr-code.png">
                            {say!(i18n, events.share.png)}
                        </a>
                    </li>
                    <li>
                        <a href=svg download="qr-code.svg">
                            {say!(i18n, events.share.svg)}
                        </a>
                    </li>
                </ul>
            </div>
        </section>
    }
}

/// What guests need to get in, beside the link.
#[component]
fn DoorState(pin: bool, listed: bool, settings: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="door-state">
            <p>{if pin { say!(i18n, poster.pin_set) } else { say!(i18n, poster.pin_none) }}</p>
            <p>{if listed { say!(i18n, poster.listed) } else { say!(i18n, poster.unlisted) }}</p>
            {settings
                .map(|settings| {
                    view! {
                        <p>
                            <a href=settings>{say!(i18n, poster.settings)}</a>
                        </p>
                    }
                })}
        </div>
    }
}

/// A code in two halves, as people read and type it; a hyphen in it does not matter.
fn in_two(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first}-{second}")
}

/// The guests' link, and a button that copies it where the browser lets us.
#[component]
fn CopyLink(link: String) -> impl IntoView {
    let i18n = use_i18n();
    let alive = RwSignal::new(false);
    let copied = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let copy = {
        let link = link.clone();
        move |_| {
            let link = link.clone();
            spawn_local(async move { copied.set(clipboard::copy(&link).await) });
        }
    };
    view! {
        <div class="field copy-link">
            <label for="guest-link">{say!(i18n, events.share.link)}</label>
            <div class="copy-row">
                // The whole link is marked, so that two keys copy it where there is no button.
                <input
                    id="guest-link"
                    type="text"
                    readonly
                    value=link
                    on:focus=move |event| select_all(&event)
                />
                <Show when=move || alive.get()>
                    <button class="button" type="button" on:click=copy.clone()>
                        {say!(i18n, events.share.copy)}
                    </button>
                </Show>
            </div>
            <p class="hint" role="status">
                {move || copied.get().then(|| say!(i18n, events.share.copied))}
            </p>
        </div>
    }
}

fn select_all(event: &leptos::ev::FocusEvent) {
    event_target::<HtmlInputElement>(event).select();
}
