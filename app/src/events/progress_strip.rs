//! "2,000 total · 1,240 processed · 755 in progress · 5 failed", and what to do next.

use domain::photo::{PhotoFilter, Progress};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::words;

/// How far an event's photos are, as it happens.
#[component]
pub fn ProgressStrip(
    /// The event's address in the organizer's part of the site.
    home: String,
    /// How far they are.
    progress: Signal<Progress>,
) -> impl IntoView {
    let i18n = use_i18n();
    let photos = home.clone();
    let figure = move |of: fn(Progress) -> u64, name: &'static str, filter: PhotoFilter| {
        let n = Memo::new(move |_| of(progress.get()));
        let href = format!("{photos}?filter={filter}");
        view! {
            <li class=format!("figure is-{filter}") data-none=move || (n.get() == 0).then_some("")>
                <a href=href>
                    <span class="figure-number">{move || words::number(i18n, n.get())}</span>
                    " "
                    <span class="figure-name">{name}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="strip" aria-label=say!(i18n, events.progress.label)>
            <ul class="figures">
                {figure(|p| p.total, say!(i18n, dashboard.strip.total), PhotoFilter::All)}
                {figure(|p| p.ready, say!(i18n, dashboard.strip.ready), PhotoFilter::Ready)}
                {figure(|p| p.waiting + p.processing, say!(i18n, dashboard.strip.waiting), PhotoFilter::Waiting)}
                {figure(|p| p.failed, say!(i18n, dashboard.strip.failed), PhotoFilter::Failed)}
            </ul>
            <progress
                max=move || progress.get().total.max(1)
                value=move || progress.get().ready + progress.get().failed
                aria-hidden="true"
            ></progress>
            <p class="next-step" role="status">
                {move || next_step(i18n, progress.get(), &home)}
            </p>
        </section>
    }
}

fn next_step(i18n: words::Words, progress: Progress, home: &str) -> AnyView {
    if progress.total == 0 {
        say!(i18n, events.progress.next_upload).into_any()
    } else if !progress.is_settled() {
        say!(i18n, events.progress.next_wait).into_any()
    } else if progress.failed > 0 {
        view! { <a href=format!("{home}?filter=failed")>{say!(i18n, events.progress.next_failed)}</a> }.into_any()
    } else {
        view! { <a href=format!("{home}/share")>{say!(i18n, events.progress.next_share)}</a> }.into_any()
    }
}
