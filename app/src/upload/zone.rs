//! Where photos are added: a form, that the whole window helps.

use domain::EventId;
use leptos::ev;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use web_sys::HtmlInputElement;

use super::drop::{take_drops, to_vec};
use super::list::UploadList;
use super::plain_answer::PlainAnswer;
use super::queue::Queue;
use super::send::upload_address;
use crate::assets::use_assets;
use crate::i18n::use_i18n;

/// What the server takes, for the file dialog. What a file is, the server decides by its content.
const ACCEPT: &str = "image/jpeg,image/png,image/webp";
/// The same where it takes HEIC and AVIF, too.
const ACCEPT_HEIF: &str = "image/jpeg,image/png,image/webp,image/heic,image/avif";

/// Adds photos to an event. Without WASM it is a plain form that sends all files at once.
#[component]
pub fn UploadZone(
    /// The event.
    event: EventId,
) -> impl IntoView {
    let i18n = use_i18n();
    let queue = Queue::new(event);
    let accept = if use_assets().heif { ACCEPT_HEIF } else { ACCEPT };
    let hovering = take_drops(queue);
    keep_page_open(queue);
    queue.go_on_when_online();
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let chosen = move |event: ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        queue.add(input.files().map(|list| to_vec(&list)).unwrap_or_default());
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <section class="upload" aria-labelledby="upload-title" class:alive=move || alive.get()>
            <h2 id="upload-title" class="visually-hidden">
                {say!(i18n, upload.title)}
            </h2>
            <form class="upload-form" method="post" action=upload_address(event) enctype="multipart/form-data">
                <p class="upload-drop">{say!(i18n, upload.drop)}</p>
                <p class="hint" id="upload-hint">
                    {say!(i18n, upload.formats)}
                </p>
                <input
                    id="photos"
                    name="photos"
                    type="file"
                    multiple
                    required
                    accept=accept
                    aria-describedby="upload-hint"
                    on:change=chosen
                />
                <label class="button" for="photos">
                    {say!(i18n, upload.choose)}
                </label>
                <button class="button plain-only" type="submit">
                    {say!(i18n, upload.submit)}
                </button>
            </form>
            <PlainAnswer />
            <UploadList queue />
            <div class="drop-cover" class:is-hovering=move || hovering.get() aria-hidden="true">
                <p>{say!(i18n, upload.release)}</p>
            </div>
        </section>
    }
}

/// Asks before the page is left while files are on their way.
fn keep_page_open(queue: Queue) {
    let counts = queue.counts();
    Effect::new(move || {
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if !counts.get_untracked().is_settled() {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
}
