//! What is done with the photos that are chosen. Without WASM it is a plain form that the cards' boxes belong to.

use std::collections::BTreeSet;

use domain::photo::MOST_AT_ONCE;
use domain::{EventId, PhotoId};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::tu_string as say;

use super::grid::Choosing;
use crate::error::AppError;
use crate::events::delete_photos::delete_photos;
use crate::events::reprocess_photos::reprocess_photos;
use crate::i18n::use_i18n;
use crate::words;

/// The id of the form that the cards' boxes belong to.
pub const FORM: &str = "bulk";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Delete,
    Reprocess,
}

/// How many photos are chosen, and what can be done with them.
#[component]
pub fn BulkBar(
    /// The event.
    event: EventId,
    /// Which ones.
    choosing: Choosing,
    /// Called when it is done.
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let Choosing { chosen, delete: asked } = choosing;
    let count = Memo::new(move |_| chosen.with(|chosen| chosen.len() as u64));
    let question = NodeRef::<html::Details>::new();
    let confirm = NodeRef::<html::Button>::new();
    Effect::new(move |before: Option<u32>| {
        let asked = asked.get();
        if before.is_some_and(|before| before != asked) && count.get_untracked() > 0 {
            ask(question, confirm);
        }
        asked
    });
    let run = move |deed: Deed| {
        move |event_: MouseEvent| {
            event_.prevent_default();
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            spawn_local(async move {
                let ids = chosen.try_get_untracked().unwrap_or_default();
                let answer = carry_out(event, ids, deed).await;
                if busy.is_disposed() {
                    return;
                }
                busy.set(false);
                problem.set(answer.err());
                if problem.with_untracked(Option::is_none) {
                    chosen.set(BTreeSet::new());
                }
                if let Some(question) = question.get_untracked() {
                    question.set_open(false);
                }
                done();
            });
        }
    };
    view! {
        <form
            id=FORM
            class="bulk"
            class:is-empty=move || alive.get() && count.get() == 0
            method="post"
            action="/api/fn/reprocess_photos"
        >
            <input type="hidden" name="event" value=event.to_string() />
            <p role="status" class="bulk-count">
                {move || {
                    (count.get() > 0)
                        .then(|| say!(i18n, dashboard.bulk.chosen, n = words::photos(i18n, count.get())))
                }}
            </p>
            <div class="actions">
                <button
                    class="button small quiet"
                    type="submit"
                    formaction="/api/fn/reprocess_photos"
                    disabled=move || busy.get()
                    on:click=run(Deed::Reprocess)
                >
                    {say!(i18n, dashboard.bulk.reprocess)}
                </button>
                <Question question confirm busy press=run(Deed::Delete) />
                <Show when=move || alive.get()>
                    <button class="button small plain" type="button" on:click=move |_| chosen.set(BTreeSet::new())>
                        {say!(i18n, dashboard.bulk.clear)}
                    </button>
                </Show>
            </div>
            <div role="alert">
                {move || problem.get().map(|problem| view! { <p>{words::problem(i18n, problem.code())}</p> })}
            </div>
        </form>
    }
}

/// Deleting, behind a press: says what goes before it does.
#[component]
fn Question(
    question: NodeRef<html::Details>,
    confirm: NodeRef<html::Button>,
    busy: RwSignal<bool>,
    press: impl Fn(MouseEvent) + Copy + Send + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <details class="bulk-delete" node_ref=question>
            <summary class="button small quiet">{say!(i18n, dashboard.bulk.delete)}</summary>
            <div class="bulk-question">
                <p>{say!(i18n, dashboard.bulk.question)}</p>
                <button
                    node_ref=confirm
                    class="button small bad"
                    type="submit"
                    formaction="/api/fn/delete_photos"
                    disabled=move || busy.get()
                    on:click=press
                >
                    {say!(i18n, dashboard.bulk.confirm)}
                </button>
            </div>
        </details>
    }
}

/// Opens the question and leads the keyboard to its answer.
fn ask(question: NodeRef<html::Details>, confirm: NodeRef<html::Button>) {
    if let (Some(question), Some(confirm)) = (question.get_untracked(), confirm.get_untracked()) {
        question.set_open(true);
        // Once it is drawn: what is hidden cannot have the keyboard.
        request_animation_frame(move || {
            let _ = confirm.focus();
        });
    }
}

/// Asks for as many at a time as the server takes.
async fn carry_out(event: EventId, ids: BTreeSet<PhotoId>, deed: Deed) -> Result<(), AppError> {
    let ids: Vec<PhotoId> = ids.into_iter().collect();
    for ids in ids.chunks(MOST_AT_ONCE) {
        match deed {
            Deed::Delete => delete_photos(event, ids.to_vec()).await?,
            Deed::Reprocess => reprocess_photos(event, ids.to_vec()).await?,
        }
    }
    Ok(())
}
