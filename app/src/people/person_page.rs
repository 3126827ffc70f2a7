//! `/admin/events/{id}/people/{person}`: one person, and every photo they are in.

use domain::event::OrganizerEvent;
use domain::people::PersonPhotos;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::acts::{ActProblems, Acts, UndoNotice};
use super::called;
use super::person_photos::PhotosOfPerson;
use super::person_tools::PersonTools;
use super::read_person::read_person;
use crate::events::event_frame::{EventFrame, Tab};
use crate::i18n::use_i18n;
use crate::layout::{Pager, Pages, loaded};
use crate::words;

/// `/admin/events/{id}/people/{person}`.
#[component]
pub fn PersonPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let acts = Acts::new();
    let data = Resource::new(
        move || {
            let params = params.read();
            let page = query.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
            (params.get("id").unwrap_or_default(), params.get("person").unwrap_or_default(), page, acts.done())
        },
        |(event, person, page, _)| read_person(event, person, page),
    );
    loaded(data, move |(found, shown)| view! { <ShowPerson found shown acts /> })
}

#[component]
fn ShowPerson(found: OrganizerEvent, shown: PersonPhotos, acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let event = found.event;
    let id = event.id;
    let PersonPhotos { person, photos, others, undo } = shown;
    let all = format!("/admin/events/{id}/people");
    let base = format!("{all}/{}", person.id);
    let pages = Pages::from(&photos);
    view! {
        <EventFrame event tab=Tab::People may_edit=true>
            <p class="crumb">
                <a href=all>{say!(i18n, people.all)}</a>
            </p>
            <UndoNotice event=id last=undo acts />
            <ActProblems acts />
            <section class="person-head">
                <img class="person-face" src=person.crop_url.clone() width="256" height="256" alt="" />
                <div class="person-head-text">
                    <h2>{called(i18n, &person)}</h2>
                    <p class="count">{words::photos(i18n, person.photos)}</p>
                </div>
                <PersonTools event=id person=person.clone() others acts />
            </section>
            <PhotosOfPerson event=id person=person.id photos=photos.items acts />
            <Pager pages base />
        </EventFrame>
    }
}
