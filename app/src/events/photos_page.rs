//! `/admin/events/{id}`: all photos of an event, and more of them.

use std::collections::BTreeSet;

use domain::EventId;
use domain::event::OrganizerEvent;
use domain::photo::{EventPhotos, Progress};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::choice::Choice;
use super::event_frame::{EventFrame, Tab};
use super::failures::Failures;
use super::filters::Filters;
use super::photo_card::PhotoActions;
use super::photo_grid::{BulkBar, Cards, Choosing, PhotoGrid};
use super::progress_strip::ProgressStrip;
use super::read_event::read_event;
use super::read_event_photos::read_event_photos;
use super::retry_photos::RetryPhotos;
use crate::browser::calm::calmly;
use crate::browser::live;
use crate::error::AppError;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, Pager, Pages, loaded};
use crate::upload::UploadZone;
use crate::words;

/// `/admin/events/{id}`.
#[component]
pub fn PhotosPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = Resource::new(move || id.get(), |id| read_event(id, false));
    // Beside it, not within what it shows: the server draws that more than once, and would read the list each time.
    let query = use_query_map();
    let choice = Memo::new(move |_| Choice::of(&query.read()));
    let list = Resource::new(
        move || (id.get(), choice.get()),
        |(id, choice)| async move {
            let Choice { filter, sort, person, page } = choice.clone();
            let found = read_event_photos(id, page, filter, sort, person).await;
            found.map(|found| (choice, found))
        },
    );
    loaded(data, move |found| view! { <ShowPhotos found list /> })
}

#[component]
fn ShowPhotos(found: OrganizerEvent, list: Resource<Result<(Choice, EventPhotos), AppError>>) -> impl IntoView {
    let i18n = use_i18n();
    let OrganizerEvent { event, progress, may_edit, .. } = found;
    let id = event.id;
    let home = format!("/admin/events/{id}");
    let (progress, set_progress) = signal(progress);
    live::follow::<Progress>(format!("/api/admin/events/{id}/progress"), "progress", move |now| set_progress.set(now));
    let below = home.clone();
    view! {
        <EventFrame event tab=Tab::Photos may_edit>
            <UploadZone event=id />
            <ProgressStrip home=home progress=progress.into() />
            <Transition>
                {move || {
                    let home = below.clone();
                    Suspend::new(async move {
                        match list.await {
                            Ok((choice, found)) => view! { <List event=id home choice found progress /> }.into_any(),
                            Err(error) => view! { <p role="alert">{words::problem(i18n, error.code())}</p> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </EventFrame>
    }
}

/// One list of photos: its filters, what failed, the grid, and what is done with many.
#[component]
fn List(
    event: EventId,
    home: String,
    choice: Choice,
    found: EventPhotos,
    progress: ReadSignal<Progress>,
) -> impl IntoView {
    let i18n = use_i18n();
    let actions = PhotoActions { delete: ServerAction::new(), retry: ServerAction::new() };
    let retry_all = ServerAction::<RetryPhotos>::new();
    let choosing = Choosing { chosen: RwSignal::new(BTreeSet::new()), delete: RwSignal::new(0) };
    let pages = Pages::from(&found.photos);
    let cards = Cards::new(event, choice.clone(), found);
    let seen = RwSignal::new(0..0);
    let refresh = move || cards.refresh(&seen.get_untracked());
    refresh_on_change(actions, retry_all, progress, refresh);
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let (counts, total) = (cards.counts(), cards.total());
    let base = choice.address(&home);
    view! {
        <section class="photo-list" class:alive=move || alive.get() aria-labelledby="photo-list-title">
            <div class="gallery-head">
                <h2 id="photo-list-title">{say!(i18n, events.photos.title)}</h2>
                <p class="count">{move || words::photos(i18n, total.get())}</p>
            </div>
            <Filters home choice counts />
            <Failures event counts retry=retry_all />
            <FormProblem errors=FormErrors::of(actions.delete) />
            <FormProblem errors=FormErrors::of(actions.retry) />
            <div role="alert">
                {move || cards.problem().get().map(|error| view! { <p>{words::problem(i18n, error.code())}</p> })}
            </div>
            <Show when=move || total.get() == 0>
                <p class="hint">{say!(i18n, dashboard.grid.empty)}</p>
            </Show>
            <PhotoGrid cards actions choosing seen />
            <BulkBar event choosing done=refresh />
            <Pager pages base />
        </section>
    }
}

/// Reads the photos again when one was deleted or tried again, and when the server tells of progress.
fn refresh_on_change(
    actions: PhotoActions,
    retry_all: ServerAction<RetryPhotos>,
    progress: ReadSignal<Progress>,
    refresh: impl Fn() + 'static,
) {
    // Photos that go from waiting to processing change nothing on the page.
    let settled = Memo::new(move |_| {
        let Progress { total, ready, failed, .. } = progress.get();
        (total, ready, failed)
    });
    let settled = calmly(settled);
    Effect::new(move |before: Option<()>| {
        settled.track();
        actions.delete.version().track();
        actions.retry.version().track();
        retry_all.version().track();
        if before.is_some() {
            refresh();
        }
    });
}
