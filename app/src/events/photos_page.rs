//! `/admin/events/{id}`: all photos of an event, and more of them.

use domain::EventId;
use domain::event::{OrganizerEvent, Page};
use domain::photo::{AdminPhoto, PhotoKind, Progress};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::event_frame::{EventFrame, Tab};
use super::photo_card::{PhotoActions, PhotoCard};
use super::progress_strip::ProgressStrip;
use super::read_event::read_event;
use super::read_event_photos::read_event_photos;
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
    let data = Resource::new(move || params.read().get("id").unwrap_or_default(), read_event);
    loaded(data, |found| view! { <ShowPhotos found /> })
}

#[component]
fn ShowPhotos(found: OrganizerEvent) -> impl IntoView {
    let OrganizerEvent { event, progress, .. } = found;
    let id = event.id;
    let home = format!("/admin/events/{id}");
    let actions = PhotoActions { delete: ServerAction::new(), retry: ServerAction::new() };
    let (progress, set_progress) = signal(progress);
    live::follow::<Progress>(format!("/api/admin/events/{id}/progress"), "progress", move |now| set_progress.set(now));
    let photos = photos_of(id, actions, progress);
    view! {
        <EventFrame event tab=Tab::Photos>
            <UploadZone event=id />
            <ProgressStrip home=home.clone() progress=progress.into() />
            <Errors actions />
            <Transition>
                <PhotoCards photos actions />
                {move || {
                    let list = photos.get()?.ok()?;
                    Some(view! { <Pager pages=Pages::from(&list) base=home.clone() /> })
                }}
            </Transition>
        </EventFrame>
    }
}

/// This page's photos: read again when one was deleted or tried again, and when the server tells of progress.
fn photos_of(
    id: EventId,
    actions: PhotoActions,
    progress: ReadSignal<Progress>,
) -> Resource<Result<Page<AdminPhoto>, AppError>> {
    let query = use_query_map();
    let page = Memo::new(move |_| query.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1));
    // Photos that go from waiting to processing change nothing on the page.
    let settled = Memo::new(move |_| {
        let Progress { total, ready, failed, .. } = progress.get();
        (total, ready, failed)
    });
    let settled = calmly(settled);
    Resource::new(
        move || (page.get(), settled.get(), actions.delete.version().get(), actions.retry.version().get()),
        move |(page, ..)| read_event_photos(id.to_string(), page),
    )
}

/// The photos, each kept as it is while others come and go.
#[component]
fn PhotoCards(photos: Resource<Result<Page<AdminPhoto>, AppError>>, actions: PhotoActions) -> impl IntoView {
    let i18n = use_i18n();
    let items = move || photos.get().and_then(Result::ok).map(|list| list.items).unwrap_or_default();
    let total = move || photos.get().and_then(Result::ok).map(|list| list.total).filter(|&total| total > 0);
    view! {
        {move || {
            total()
                .map(|total| {
                    view! {
                        <div class="gallery-head">
                            <h2>{say!(i18n, events.photos.title)}</h2>
                            <p class="count">{words::photos(i18n, total)}</p>
                        </div>
                    }
                })
        }}
        {move || {
            let code = photos.get()?.err()?.code();
            Some(view! { <p role="alert">{words::problem(i18n, code)}</p> })
        }}
        <ul class="photo-cards">
            <For each=items key=|photo| (photo.id, photo.state.as_str(), photo.kind.map(PhotoKind::as_str)) let:photo>
                <PhotoCard photo actions />
            </For>
        </ul>
    }
}

/// Why a photo could not be deleted or tried again.
#[component]
fn Errors(actions: PhotoActions) -> impl IntoView {
    view! {
        <FormProblem errors=FormErrors::of(actions.delete) />
        <FormProblem errors=FormErrors::of(actions.retry) />
    }
}
