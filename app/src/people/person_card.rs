//! One person in the list: a round face, a name, a count, and a box to mark them.

use domain::people::Person;
use domain::{EventId, PersonId};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::acts::Acts;
use super::called;
use super::merge_people::MergePeople;
use crate::i18n::use_i18n;
use crate::words;

/// A person who can be marked, opened, and dragged onto another to become one with them.
#[component]
pub fn PersonCard(
    /// The event.
    event: EventId,
    /// The person.
    person: Person,
    /// Who is being dragged.
    dragged: RwSignal<Option<PersonId>>,
    /// What can be done.
    acts: Acts,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = person.id;
    let name = called(i18n, &person);
    let count = words::photos(i18n, person.photos);
    let is_target = RwSignal::new(false);
    let other = move || dragged.get_untracked().filter(|dragged| *dragged != id);
    let over = move |event: DragEvent| {
        if other().is_some() {
            // Without it nothing can be dropped here.
            event.prevent_default();
            is_target.set(true);
        }
    };
    let begin = move |event: DragEvent| {
        dragged.set(Some(id));
        // Some browsers drag nothing that carries nothing.
        if let Some(carried) = event.data_transfer() {
            let _ = carried.set_data("text/plain", &id.to_string());
        }
    };
    let drop = move |drag: DragEvent| {
        is_target.set(false);
        if let Some(dragged) = other() {
            drag.prevent_default();
            acts.merge.dispatch(MergePeople { event, people: vec![dragged, id], into: Some(id), go: false });
        }
    };
    view! {
        <li
            class="person"
            class:is-target=move || is_target.get()
            class:is-unnamed=person.name.is_none()
            draggable="true"
            on:dragstart=begin
            on:dragend=move |_| dragged.set(None)
            on:dragover=over
            on:dragleave=move |_| is_target.set(false)
            on:drop=drop
        >
            <a class="person-link" href=format!("/admin/events/{event}/people/{id}") draggable="false">
                <img
                    class="person-face"
                    src=person.crop_url
                    width="256"
                    height="256"
                    alt=""
                    loading="lazy"
                    decoding="async"
                    draggable="false"
                />
                <span class="person-name">{name.clone()}</span>
                <span class="person-count">{count.clone()}</span>
            </a>
            <label class="person-mark">
                <input type="checkbox" name="people[]" value=id.to_string() />
                <span class="visually-hidden">{say!(i18n, people.mark, name = name, count = count)}</span>
            </label>
        </li>
    }
}
