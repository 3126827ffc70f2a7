//! Sharing: the phone's own sheet, else the link is copied.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::tu_string as say;

use crate::browser::clipboard;
use crate::browser::share::{self, Picture, Shared};
use crate::i18n::use_i18n;

/// Most pictures that are given to the share sheet at once: each is fetched before.
pub const MOST_SHARED: usize = 10;

/// A button that shares. It is there once the page is alive, as it does nothing before.
#[component]
pub fn ShareButton(
    /// The button's class.
    class: &'static str,
    /// The address of the event's page, without the site: what is copied where nothing can be shared.
    home: String,
    /// The event's name, where only its link is shared.
    #[prop(into)]
    title: String,
    /// The pictures to share as files; none shares the link.
    pictures: Signal<Vec<Picture>>,
    /// Whether it can be pressed.
    #[prop(default = Signal::stored(true))]
    ready: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (alive, busy, copied) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    Effect::new(move || alive.set(true));
    let act = move |_| {
        let (home, title) = (home.clone(), title.clone());
        let pictures = pictures.get_untracked();
        busy.set(true);
        copied.set(false);
        spawn_local(async move {
            let url = format!("{}{home}", share::origin());
            let shared =
                if pictures.is_empty() { share::link(&title, &url).await } else { share::pictures(&pictures).await };
            busy.try_set(false);
            if shared == Shared::Cannot {
                copied.try_set(clipboard::copy(&url).await);
            }
        });
    };
    view! {
        <Show when=move || alive.get()>
            <button
                class=class
                type="button"
                disabled=move || busy.get() || !ready.get()
                aria-busy=move || busy.get().to_string()
                on:click=act.clone()
            >
                {say!(i18n, gallery.share.button)}
            </button>
        </Show>
        <span class="share-note" role="status">
            {move || copied.get().then(|| say!(i18n, gallery.share.copied))}
        </span>
    }
}
