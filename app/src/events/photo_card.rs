//! One photo as the organization sees it.

use domain::photo::{AdminPhoto, Failure};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::delete_photo::DeletePhoto;
use super::faces_overlay::FacesOverlay;
use super::photo_grid::FORM;
use super::retry_photo::RetryPhoto;
use crate::gallery::blurred;
use crate::i18n::use_i18n;
use crate::words;

/// What can be done with a photo. Shared by all cards of a page: the page reads its photos again after each.
#[derive(Clone, Copy)]
pub struct PhotoActions {
    /// Deletes one.
    pub delete: ServerAction<DeletePhoto>,
    /// Puts one that failed back in the queue.
    pub retry: ServerAction<RetryPhoto>,
}

/// A photo with its faces, its kind or state, why it failed, and what can be done with it; and the box that chooses it.
#[component]
pub fn PhotoCard(
    /// The photo.
    photo: AdminPhoto,
    /// What can be done with it.
    actions: PhotoActions,
    /// The id of its box.
    box_id: String,
    /// Whether the keyboard stops at its box: `0` or `-1`.
    tab: Signal<&'static str>,
    /// Whether it is chosen.
    is_chosen: Signal<bool>,
    /// Chooses it, or not.
    choose: impl Fn(bool) + 'static,
    /// Called when the keyboard comes to its box.
    came: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = say!(i18n, dashboard.grid.choose, name = photo.filename.clone());
    view! {
        <Picture photo=photo.clone() />
        <input
            class="choose"
            type="checkbox"
            id=box_id
            form=FORM
            name="ids[]"
            value=photo.id.to_string()
            aria-label=label
            tabindex=move || tab.get()
            prop:checked=move || is_chosen.get()
            on:change=move |event| choose(event_target_checked(&event))
            on:focus=move |_| came()
        />
        <div class="photo-card-text">
            <p class="filename" title=photo.filename.clone()>
                {photo.filename.clone()}
            </p>
            <About photo=photo.clone() />
            {photo.failure.clone().map(|failure| view! { <Failed photo=photo.clone() failure actions /> })}
        </div>
        <More photo=photo.clone() actions />
    }
}

#[component]
fn Picture(photo: AdminPhoto) -> impl IntoView {
    let i18n = use_i18n();
    let (width, height) = (photo.width, photo.height);
    let page = format!("/admin/events/{}/photo/{}", photo.event_id, photo.id);
    let Some(small) = photo.thumb_url else {
        return view! {
            <a class="photo-blank" href=page>
                <span>{words::state(i18n, photo.state)}</span>
            </a>
        }
        .into_any();
    };
    let alt = say!(i18n, events.photos.alt, name = photo.filename);
    view! {
        <a class="photo-picture" href=page style=blurred(photo.placeholder.as_deref())>
            <img src=small width=width height=height alt=alt loading="lazy" decoding="async" />
            <FacesOverlay width height faces=photo.faces />
        </a>
    }
    .into_any()
}

/// How many faces, and who sees it.
#[component]
fn About(photo: AdminPhoto) -> impl IntoView {
    let i18n = use_i18n();
    photo.kind.map(|kind| {
        let n = photo.faces.len() as u64;
        view! {
            <p class="photo-kind" data-kind=kind.as_str()>
                {words::kind(i18n, kind)}
            </p>
            <p class="photo-faces">{say!(i18n, events.photos.faces, count = n, n = words::number(i18n, n))}</p>
        }
    })
}

#[component]
fn Failed(photo: AdminPhoto, failure: Failure, actions: PhotoActions) -> impl IntoView {
    let i18n = use_i18n();
    let label = say!(i18n, events.photos.retry_label, name = photo.filename);
    view! {
        <p class="photo-failure" title=words::failure(i18n, failure.code)>
            {words::failure(i18n, failure.code)}
        </p>
        <ActionForm action=actions.retry>
            <Which event=photo.event_id.to_string() photo=photo.id.to_string() />
            <button class="button small quiet" type="submit" aria-label=label>
                {say!(i18n, events.photos.retry)}
            </button>
        </ActionForm>
    }
}

/// Download and delete, behind a press. Deleting says what goes before it does.
#[component]
fn More(photo: AdminPhoto, actions: PhotoActions) -> impl IntoView {
    let i18n = use_i18n();
    let label = say!(i18n, events.photos.more, name = photo.filename.clone());
    view! {
        <details class="more">
            <summary aria-label=label>
                <span class="dots" aria-hidden="true"></span>
            </summary>
            <div class="more-sheet">
                <a href=photo.download_url download=photo.filename.clone()>
                    {say!(i18n, events.photos.download)}
                </a>
                <p>{say!(i18n, events.photos.delete_question, name = photo.filename)}</p>
                <ActionForm action=actions.delete>
                    <Which event=photo.event_id.to_string() photo=photo.id.to_string() />
                    <button class="button small bad" type="submit">
                        {say!(i18n, events.photos.delete_confirm)}
                    </button>
                </ActionForm>
            </div>
        </details>
    }
}

/// Names the photo in a form.
#[component]
fn Which(event: String, photo: String) -> impl IntoView {
    view! {
        <input type="hidden" name="event" value=event />
        <input type="hidden" name="photo" value=photo />
    }
}
