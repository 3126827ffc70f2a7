//! A picture instead of the camera: always possible, and the first way where there is no camera.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::ring::{ProgressRing, Rim};
use super::state::{Scan, use_scan};
use super::step::NoCamera;
use super::waiting::LoadingBar;
use super::words;
use crate::i18n::use_i18n;

/// Takes a picture of the guest, or says why the last one did not do.
#[component]
pub(super) fn ChoosePicture(
    /// Why there is no camera, when that is the reason to be here.
    why: Option<NoCamera>,
) -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    let no_camera = if scan.camera_only { words::no_camera_only } else { words::no_camera };
    let reason = why.map(|why| view! { <p class="notice">{no_camera(i18n, why)}</p> });
    let (title, text) = if scan.camera_only {
        (say!(i18n, scan.camera_only.title), say!(i18n, scan.camera_only.text))
    } else {
        (say!(i18n, scan.picture.title), say!(i18n, scan.picture.text))
    };
    let not_this =
        move || scan.not_this.get().map(|why| view! { <p class="notice">{words::not_this_picture(i18n, why)}</p> });
    // Where the camera is surely closed, there is no way back to it. Some in-app browsers do give one.
    let camera = (!matches!(why, Some(NoCamera::Missing | NoCamera::Insecure))).then(|| {
        view! {
            <button class="button quiet" type="button" on:click=move |_| scan.film()>
                {say!(i18n, scan.picture.camera)}
            </button>
        }
    });
    view! {
        <section class="scan-sheet" aria-labelledby="scan-title">
            <h1 id="scan-title" tabindex="-1">{title}</h1>
            {reason}
            <p>{text}</p>
            <div aria-live="polite">{not_this} <Looking /></div>
            <div class="scan-actions">
                <FileButton large=true />
                {camera}
                <a class="button quiet" href=scan.home()>
                    {say!(i18n, scan.camera.cancel)}
                </a>
            </div>
            <LoadingBar />
        </section>
    }
}

/// A picture is being looked at.
#[component]
fn Looking() -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    view! {
        <Show when=move || scan.looking.get()>
            <div class="scan-looking">
                <ProgressRing rim=Signal::from(Rim::Busy) />
                <p>{say!(i18n, scan.picture.busy)}</p>
            </div>
        </Show>
    }
}

/// A file field that looks like a button: phones offer their camera app and their pictures at once.
#[component]
pub(super) fn FileButton(
    /// Whether it is the main action of its screen.
    large: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    let label = move || match (large, scan.not_this.get()) {
        (false, _) => say!(i18n, scan.camera.picture),
        (true, None) => say!(i18n, scan.picture.choose),
        (true, Some(_)) => say!(i18n, scan.picture.again),
    };
    if scan.camera_only {
        return ().into_any();
    }
    let class = if large { "button large scan-file" } else { "button quiet scan-file" };
    view! {
        <label class=class>
            <input type="file" accept="image/*" disabled=move || scan.looking.get() on:change=move |event| chosen(scan, &event) />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn chosen(scan: Scan, event: &Event) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let file = input.files().and_then(|files| files.get(0));
    // The same file may be chosen twice: without this, the second time would be no change.
    input.set_value("");
    if let Some(file) = file {
        scan.choose(file);
    }
}
