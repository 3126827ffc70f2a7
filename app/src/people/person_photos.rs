//! The photos of a person: a small crop alone does not tell who somebody is.

use domain::people::PersonPhoto;
use domain::photo::FaceBox;
use domain::{EventId, PersonId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::acts::Acts;
use crate::events::faces_overlay::FacesOverlay;
use crate::i18n::use_i18n;

/// Every photo with the person's face outlined and a box to mark it, and what can be done with marked ones.
#[component]
pub fn PhotosOfPerson(
    /// The event.
    event: EventId,
    /// The person.
    person: PersonId,
    /// Their photos.
    photos: Vec<PersonPhoto>,
    /// What can be done.
    acts: Acts,
) -> impl IntoView {
    let i18n = use_i18n();
    let pending = acts.separate.pending();
    let cards = photos.into_iter().map(move |shown| view! { <PhotoOfPerson event shown /> });
    view! {
        <ActionForm action=acts.separate attr:class="people-form">
            <input type="hidden" name="event" value=event.to_string() />
            <input type="hidden" name="person" value=person.to_string() />
            <div class="gallery-head">
                <h2>{say!(i18n, people.photos_title)}</h2>
                <p class="hint">{say!(i18n, people.photos_hint)}</p>
            </div>
            <ul class="photo-cards">{cards.collect_view()}</ul>
            <div class="people-bar">
                <button class="button quiet" type="submit" name="what" value="not" disabled=move || pending.get()>
                    {say!(i18n, people.not)}
                </button>
                <button class="button quiet" type="submit" name="what" value="split" disabled=move || pending.get()>
                    {say!(i18n, people.split)}
                </button>
            </div>
        </ActionForm>
    }
}

#[component]
fn PhotoOfPerson(event: EventId, shown: PersonPhoto) -> impl IntoView {
    let i18n = use_i18n();
    let PersonPhoto { photo, face, crop_url } = shown;
    let (width, height) = (photo.width, photo.height);
    let theirs: Vec<FaceBox> = photo.faces.into_iter().filter(|found| found.id == face).collect();
    let mark = say!(i18n, people.mark_face, name = photo.filename.clone());
    view! {
        <li class="photo-card">
            <a class="photo-picture" href=format!("/admin/events/{event}/photo/{}", photo.id)>
                <img
                    src=photo.thumb_url
                    width=width
                    height=height
                    alt=photo.filename.clone()
                    loading="lazy"
                    decoding="async"
                />
                <FacesOverlay width height faces=theirs />
            </a>
            <label class="mark-face">
                <input type="checkbox" name="faces[]" value=face.to_string() />
                <img src=crop_url width="256" height="256" alt="" loading="lazy" decoding="async" />
                <span class="filename">{photo.filename}</span>
                <span class="visually-hidden">{mark}</span>
            </label>
        </li>
    }
}
