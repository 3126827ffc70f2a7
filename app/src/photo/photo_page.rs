//! `/admin/events/{id}/photo/{photo}`.

use domain::PhotoId;
use domain::people::{PersonInPhoto, PhotoDetails};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::decide_kind::DecideKind;
use super::decision::Decision;
use super::facts::Facts;
use super::read_photo::read_photo;
use crate::browser::keys::on_key;
use crate::events::delete_photo::DeletePhoto;
use crate::events::event_frame::{EventFrame, Tab};
use crate::events::faces_overlay::FacesOverlay;
use crate::i18n::use_i18n;
use crate::layout::loaded;
use crate::people::called;
use crate::words;

/// `/admin/events/{id}/photo/{photo}`.
#[component]
pub fn PhotoPage() -> impl IntoView {
    let params = use_params_map();
    let (decide, delete) = (ServerAction::<DecideKind>::new(), ServerAction::<DeletePhoto>::new());
    let data = Resource::new(
        move || {
            let params = params.read();
            let part = |name| params.get(name).unwrap_or_default();
            (part("id"), part("photo"), decide.version().get())
        },
        |(event, photo, _)| read_photo(event, photo),
    );
    // What was deleted has no page any more.
    let navigate = use_navigate();
    Effect::new(move || {
        if delete.value().with(|done| matches!(done, Some(Ok(())))) {
            let event = params.read_untracked().get("id").unwrap_or_default();
            navigate(&format!("/admin/events/{event}"), leptos_router::NavigateOptions::default());
        }
    });
    loaded(data, move |found| view! { <ShowPhoto found decide delete /> })
}

#[component]
fn ShowPhoto(
    found: PhotoDetails,
    decide: ServerAction<DecideKind>,
    delete: ServerAction<DeletePhoto>,
) -> impl IntoView {
    let (event, may_edit) = (found.event.clone(), found.may_edit);
    view! {
        <EventFrame event tab=Tab::Photos may_edit>
            <div class="photo-page">
                <Large found=found.clone() />
                <div class="photo-about">
                    {may_edit.then(|| view! { <WhoIsInIt found=found.clone() /> })}
                    <Decision found=found.clone() decide />
                    <Facts found delete />
                </div>
            </div>
        </EventFrame>
    }
}

/// The photo with its faces outlined, and the ways to its neighbours: links, and the arrow keys.
#[component]
fn Large(found: PhotoDetails) -> impl IntoView {
    let i18n = use_i18n();
    let event = found.event.id;
    let address = move |photo: PhotoId| format!("/admin/events/{event}/photo/{photo}");
    let (previous, next) = (found.previous.map(address), found.next.map(address));
    let navigate = use_navigate();
    let by_key = (previous.clone(), next.clone());
    on_key(move |key| {
        let to = match key {
            "ArrowLeft" => by_key.0.as_ref(),
            "ArrowRight" => by_key.1.as_ref(),
            _ => None,
        };
        if let Some(to) = to {
            navigate(to, leptos_router::NavigateOptions::default());
        }
    });
    let link = |to: Option<String>, rel: &'static str, text: &'static str| {
        to.map(|to| {
            view! {
                <a class="button small quiet" rel=rel href=to>
                    {text}
                </a>
            }
        })
    };
    let photo = found.photo;
    let (width, height) = (photo.width, photo.height);
    let alt = say!(i18n, events.photos.alt, name = photo.filename.clone());
    let picture = match photo.view_url {
        Some(large) => view! {
            <div class="photo-large" style=format!("aspect-ratio: {width} / {height}")>
                <img src=large width=width height=height alt=alt decoding="async" />
                <FacesOverlay width height faces=photo.faces />
            </div>
        }
        .into_any(),
        None => view! {
            <div class="photo-blank">
                <span>{words::state(i18n, photo.state)}</span>
                {photo.failure.map(|failure| view! { <p class="photo-failure">{words::failure(i18n, failure.code)}</p> })}
            </div>
        }
        .into_any(),
    };
    view! {
        <figure class="photo-figure">
            {picture}
            <figcaption class="photo-steps">
                {link(previous, "prev", say!(i18n, photo.previous))} <span class="filename">{photo.filename}</span>
                {link(next, "next", say!(i18n, photo.next))}
            </figcaption>
        </figure>
    }
}

/// The people in the photo, each with the way to all their photos.
#[component]
fn WhoIsInIt(found: PhotoDetails) -> impl IntoView {
    let i18n = use_i18n();
    let event = found.event.id;
    let unknown = found.photo.faces.len().saturating_sub(found.people.len()) as u64;
    let chips = found.people.into_iter().map(move |PersonInPhoto { crop_url, person, .. }| {
        view! {
            <li>
                <a class="person-chip" href=format!("/admin/events/{event}/people/{}", person.id)>
                    <img src=crop_url width="256" height="256" alt="" loading="lazy" />
                    <span>{called(i18n, &person)}</span>
                </a>
            </li>
        }
    });
    let chips: Vec<_> = chips.collect();
    let nobody = chips.is_empty() && unknown == 0;
    view! {
        <section class="photo-side">
            <h2>{say!(i18n, photo.who)}</h2>
            <ul class="person-chips">{chips}</ul>
            {(unknown > 0)
                .then(|| {
                    view! { <p class="hint">{say!(i18n, photo.unknown, count = unknown, n = words::number(i18n, unknown))}</p> }
                })}
            {nobody.then(|| view! { <p class="hint">{say!(i18n, photo.nobody)}</p> })}
        </section>
    }
}
