//! `/admin/events/{id}/people`: who is in the photos.

use domain::EventId;
use domain::event::OrganizerEvent;
use domain::people::{People, Person};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_params_map;

use super::acts::{ActProblems, Acts, UndoNotice};
use super::person_card::PersonCard;
use super::read_people::read_people;
use crate::events::event_frame::{EventFrame, Tab};
use crate::i18n::use_i18n;
use crate::layout::loaded;

/// `/admin/events/{id}/people`.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let params = use_params_map();
    let acts = Acts::new();
    let data = Resource::new(
        move || (params.read().get("id").unwrap_or_default(), acts.done()),
        |(event, _)| read_people(event),
    );
    loaded(data, move |(found, people)| view! { <ShowPeople found people acts /> })
}

#[component]
fn ShowPeople(found: OrganizerEvent, people: People, acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let event = found.event;
    let id = event.id;
    let People { people, hidden, sorting, undo } = people;
    let none = people.is_empty() && hidden.is_empty();
    let home = format!("/admin/events/{id}");
    view! {
        <EventFrame event tab=Tab::People may_edit=true>
            <UndoNotice event=id last=undo acts />
            <ActProblems acts />
            {sorting
                .then(|| {
                    view! {
                        <div class="notice" role="status">
                            <p>{say!(i18n, people.sorting)}</p>
                            // `external`: loaded anew, not taken from what is already here.
                            <a class="button small quiet" rel="external" href=format!("{home}/people")>
                                {say!(i18n, people.look_again)}
                            </a>
                        </div>
                    }
                })}
            {none
                .then(|| {
                    view! {
                        <section class="empty">
                            <h2>{say!(i18n, people.empty_title)}</h2>
                            <p>{say!(i18n, people.empty_text)}</p>
                            <a class="button" href=home>
                                {say!(i18n, people.empty_action)}
                            </a>
                        </section>
                    }
                })}
            {(!none).then(|| view! { <Lists event=id people hidden acts /> })}
        </EventFrame>
    }
}

/// Those who are listed, and those who are hidden: one form, so that anybody can be merged with anybody.
#[component]
fn Lists(event: EventId, people: Vec<Person>, hidden: Vec<Person>, acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let dragged = RwSignal::new(None);
    let cards = move |people: Vec<Person>| {
        let cards = people.into_iter().map(move |person| view! { <PersonCard event person dragged acts /> });
        view! { <ul class="people">{cards.collect_view()}</ul> }
    };
    let pending = acts.merge.pending();
    let apart = (!hidden.is_empty()).then(|| {
        let summary = say!(i18n, people.hidden, n = hidden.len());
        view! {
            <details class="fold">
                <summary>{summary}</summary>
                {cards(hidden)}
            </details>
        }
    });
    view! {
        <ActionForm action=acts.merge attr:class="people-form">
            <input type="hidden" name="event" value=event.to_string() />
            <div class="gallery-head">
                <h2>{say!(i18n, people.title)}</h2>
                <p class="hint">{say!(i18n, people.hint)}</p>
            </div>
            {cards(people)}
            {apart}
            <div class="people-bar">
                <button class="button" type="submit" disabled=move || pending.get()>
                    {say!(i18n, people.merge)}
                </button>
            </div>
        </ActionForm>
    }
}
