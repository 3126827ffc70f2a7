//! Why photos failed, and all of them once more.

use domain::EventId;
use domain::photo::PhotoCounts;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::retry_photos::RetryPhotos;
use crate::i18n::use_i18n;
use crate::words;

/// How many photos failed for which reason, and a button that tries all of them again.
#[component]
pub fn Failures(
    /// The event.
    event: EventId,
    /// How many photos failed why.
    counts: Signal<PhotoCounts>,
    /// Tries them again.
    retry: ServerAction<RetryPhotos>,
) -> impl IntoView {
    let i18n = use_i18n();
    let any = Memo::new(move |_| counts.with(|counts| counts.failed > 0));
    let reasons = move || {
        let failures = counts.with(|counts| counts.failures.clone());
        let line = |failure: domain::photo::FailureCount| {
            let reason = words::failure(i18n, failure.code);
            let n = words::photos(i18n, failure.photos);
            view! { <li>{say!(i18n, dashboard.failures.reason, n = n, reason = reason)}</li> }
        };
        failures.into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || any.get()>
            <section class="notice failures" aria-label=say!(i18n, dashboard.failures.label)>
                <ul>{reasons}</ul>
                <ActionForm action=retry>
                    <input type="hidden" name="event" value=event.to_string() />
                    <button class="button small quiet" type="submit">
                        {say!(i18n, dashboard.failures.retry_all)}
                    </button>
                </ActionForm>
            </section>
        </Show>
    }
}
