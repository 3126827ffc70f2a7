//! How far the files are, and what is wrong with which.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::queue::Queue;
use super::state::{Reason, State, Upload};
use crate::i18n::use_i18n;
use crate::words::{self, Words};

/// Waiting files that are shown by name; of two thousand, the rest is a number.
const WAITING_SHOWN: usize = 3;

/// All files as one bar, then those that need a look: refused, on their way, next.
#[component]
pub fn UploadList(
    /// The files.
    queue: Queue,
) -> impl IntoView {
    let i18n = use_i18n();
    let counts = queue.counts();
    let uploads = queue.uploads();
    let any = Memo::new(move |_| counts.get().total > 0);
    let rows = move || uploads.with(|uploads| worth_a_look(uploads));
    let more = move || uploads.with(|uploads| count_waiting(uploads).saturating_sub(WAITING_SHOWN));
    view! {
        <Show when=move || any.get()>
            <div class="uploads">
                <Summary queue />
                <ul class="upload-rows" tabindex="0" aria-label=say!(i18n, upload.rows_label)>
                    <For each=rows key=|upload| (upload.id, key_of(upload.state)) let:upload>
                        <Row upload queue />
                    </For>
                </ul>
                <p class="hint">
                    {move || match more() {
                        0 => None,
                        n => Some(say!(i18n, upload.waiting_more, n = words::number(i18n, n as u64))),
                    }}
                </p>
            </div>
        </Show>
    }
}

/// The one line that counts, spoken when all is done.
#[component]
fn Summary(queue: Queue) -> impl IntoView {
    let i18n = use_i18n();
    let counts = queue.counts();
    let (paused, lost) = (queue.line().paused(), queue.line().is_lost());
    let several = Memo::new(move |_| counts.get().refused > 1);
    let number = move |n| words::number(i18n, n);
    let line = move || {
        let counts = counts.get();
        say!(i18n, upload.progress, sent = number(counts.sent), total = number(counts.total))
    };
    let result = move || {
        let counts = counts.get();
        if !counts.is_settled() && lost.get() {
            return say!(i18n, upload.lost).to_owned();
        }
        if !counts.is_settled() && paused.get() {
            return say!(i18n, upload.paused).to_owned();
        }
        match (counts.is_settled(), counts.refused) {
            (false, _) => say!(i18n, upload.leave_open).to_owned(),
            (true, 0) => say!(i18n, upload.all_sent, n = number(counts.sent)),
            (true, n) => say!(i18n, upload.some_refused, count = n, n = number(n)),
        }
    };
    let duplicates = move || {
        let n = counts.get().duplicates;
        (n > 0).then(|| say!(i18n, upload.duplicates, count = n, n = number(n)))
    };
    view! {
        <p class="upload-line">{line}</p>
        <progress
            max=move || counts.get().total
            value=move || counts.get().sent + counts.get().refused
            aria-label=say!(i18n, upload.progress_label)
        ></progress>
        <p role="status">{result} " " {duplicates}</p>
        <Show when=move || !counts.get().is_settled()>
            <p class="actions">
                <button class="button small quiet" type="button" on:click=move |_| queue.toggle_pause()>
                    {move || if paused.get() { say!(i18n, upload.resume) } else { say!(i18n, upload.pause) }}
                </button>
            </p>
        </Show>
        <Show when=move || counts.get().is_settled()>
            <p class="actions">
                <Show when=move || several.get()>
                    <button class="button small quiet" type="button" on:click=move |_| queue.retry_all()>
                        {say!(i18n, upload.retry_all)}
                    </button>
                </Show>
                <button class="button small quiet" type="button" on:click=move |_| queue.clear()>
                    {say!(i18n, upload.dismiss)}
                </button>
            </p>
        </Show>
    }
}

#[component]
fn Row(upload: Upload, queue: Queue) -> impl IntoView {
    let i18n = use_i18n();
    let Upload { id, name, state, share } = upload;
    let how_far = match state {
        State::Waiting => view! { <span class="upload-state">{say!(i18n, upload.waiting)}</span> }.into_any(),
        State::Checking => view! { <span class="upload-state">{say!(i18n, upload.checking)}</span> }.into_any(),
        State::Sending => {
            let label = say!(i18n, upload.file_label, name = name.clone());
            view! { <progress max="1" value=move || share.get() aria-label=label></progress> }.into_any()
        }
        // Not shown: what is safely there needs no look.
        State::Sent { .. } => ().into_any(),
        State::Refused(reason) => view! {
            <span class="upload-reason">{reason_words(i18n, reason)}</span>
            <button class="button small quiet" type="button" on:click=move |_| queue.retry(id)>
                {say!(i18n, upload.retry)}
            </button>
        }
        .into_any(),
    };
    view! {
        <li class="upload-row" data-state=key_of(state)>
            <span class="filename">{name}</span>
            {how_far}
        </li>
    }
}

fn reason_words(i18n: Words, reason: Reason) -> &'static str {
    match reason {
        Reason::File(code) => words::failure(i18n, code),
        Reason::Request(code) => words::problem(i18n, code),
    }
}

/// Refused files first, then those on their way, then the next ones.
fn worth_a_look(uploads: &[Upload]) -> Vec<Upload> {
    let refused = uploads.iter().filter(|upload| matches!(upload.state, State::Refused(_)));
    let sending = uploads.iter().filter(|upload| matches!(upload.state, State::Sending | State::Checking));
    let waiting = uploads.iter().filter(|upload| upload.state == State::Waiting).take(WAITING_SHOWN);
    refused.chain(sending).chain(waiting).cloned().collect()
}

fn count_waiting(uploads: &[Upload]) -> usize {
    uploads.iter().filter(|upload| upload.state == State::Waiting).count()
}

const fn key_of(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Checking => "checking",
        State::Sending => "sending",
        State::Sent { .. } => "sent",
        State::Refused(_) => "refused",
    }
}
