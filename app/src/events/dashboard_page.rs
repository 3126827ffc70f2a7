//! `/admin`: the organizer's events.

use domain::event::{EventList, EventQuery, OrganizerEvent};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::read_my_events::{MyEvents, read_my_events};
use crate::find::{EventFilter, address_of, query_of};
use crate::i18n::use_i18n;
use crate::landing::Cover;
use crate::layout::{Empty, Frame, Header, PageTitle, Pager, Pages, loaded};
use crate::words;

const BASE: &str = "/admin";

/// `/admin`.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| query_of(&params.read()));
    let events = Resource::new(move || query.get(), |query| read_my_events(query, false));
    loaded(events, move |found| view! { <ShowEvents found query=query.get_untracked() /> })
}

#[component]
fn ShowEvents(found: MyEvents, query: EventQuery) -> impl IntoView {
    let i18n = use_i18n();
    let MyEvents { list: EventList { events, categories }, may_create } = found;
    let new_event = may_create.then(|| {
        view! {
            <a class="button" href="/admin/events/new">
                {say!(i18n, events.dashboard.create)}
            </a>
        }
    });
    if events.total == 0 && !query.is_narrow() {
        let (title, text) = if may_create {
            (say!(i18n, events.dashboard.empty_title), say!(i18n, events.dashboard.empty_text))
        } else {
            (say!(i18n, events.dashboard.none_title), say!(i18n, events.dashboard.none_text))
        };
        return view! {
            <PageTitle page=say!(i18n, events.dashboard.page) />
            <Frame header=Header::Organizer class="narrow">
                <Empty title text>{new_event}</Empty>
            </Frame>
        }
        .into_any();
    }
    let pages = Pages::from(&events);
    let base = address_of(BASE, &query);
    let none = (events.total == 0).then(|| {
        view! {
            <section class="empty">
                <h2>{say!(i18n, find.none_title)}</h2>
                <p>{say!(i18n, find.none_text)}</p>
            </section>
        }
    });
    let cards = events.items.into_iter().map(|event| view! { <EventCard event /> });
    view! {
        <PageTitle page=say!(i18n, events.dashboard.page) />
        <Frame header=Header::Organizer class="dashboard">
            <div class="page-head">
                <h1>{say!(i18n, events.dashboard.title)}</h1>
                {new_event}
            </div>
            <EventFilter base=BASE query categories />
            {none}
            <ul class="event-cards">{cards.collect_view()}</ul>
            <Pager pages base />
        </Frame>
    }
    .into_any()
}

#[component]
fn EventCard(event: OrganizerEvent) -> impl IntoView {
    let i18n = use_i18n();
    let OrganizerEvent { event, progress, .. } = event;
    let waiting = progress.waiting + progress.processing;
    let counts = if progress.total == 0 {
        view! { <li>{say!(i18n, events.dashboard.no_photos)}</li> }.into_any()
    } else {
        let number = move |n| words::number(i18n, n);
        view! {
            <li>{say!(i18n, events.dashboard.ready, n = number(progress.ready))}</li>
            {(waiting > 0)
                .then(|| {
                    view! { <li class="is-waiting">{say!(i18n, events.dashboard.waiting, n = number(waiting))}</li> }
                })}
            {(progress.failed > 0)
                .then(|| {
                    view! {
                        <li class="is-failed">{say!(i18n, events.dashboard.failed, n = number(progress.failed))}</li>
                    }
                })}
        }
        .into_any()
    };
    view! {
        <li>
            <a class="event-card" href=format!("/admin/events/{}", event.id)>
                <Cover event=event.clone() sizes="(max-width: 40rem) 100vw, 24rem" />
                <div class="event-card-text">
                    <h2>{event.name}</h2>
                    <p>
                        <time datetime=event.date.to_string()>{words::date(i18n, event.date)}</time>
                        {(!event.location.is_empty()).then(|| format!(" · {}", event.location))}
                    </p>
                    <ul class="counts">{counts}</ul>
                </div>
            </a>
        </li>
    }
}
