//! "Look again": the frames of this tab's scan, sent anew.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::{scan, words};

/// Searches once more without a new look into the camera, where this tab still holds the frames.
#[component]
pub fn LookAgain(
    /// The event's code.
    code: String,
    /// Counts the searches that were answered: the page reads its data again.
    looked: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let at_hand = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    Effect::new({
        let code = code.clone();
        move || at_hand.set(scan::can_look_again(&code))
    });
    let look = move |_| {
        let code = code.clone();
        busy.set(true);
        spawn_local(async move {
            let answer = scan::look_again(&code).await;
            busy.set(false);
            match answer {
                Some(Ok(_)) => looked.update(|n| *n += 1),
                Some(Err(problem)) => trouble.set(Some(problem)),
                None => at_hand.set(false),
            }
        });
    };
    view! {
        <Show when=move || at_hand.get()>
            <button class="button quiet" type="button" disabled=move || busy.get() on:click=look.clone()>
                {say!(i18n, gallery.mine.look_again)}
            </button>
        </Show>
        <p role="alert">{move || trouble.get().map(|code| words::problem(i18n, code))}</p>
    }
}
