//! `/events`: the events that their hosts show to everyone.

use domain::event::{Event, EventList, EventQuery};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::filter::EventFilter;
use super::query::{address_of, query_of};
use super::read_event_list::read_event_list;
use crate::i18n::use_i18n;
use crate::landing::Cover;
use crate::layout::{Frame, Header, PageTitle, Pager, Pages, loaded};
use crate::words;

const BASE: &str = "/events";

/// `/events`.
#[component]
pub fn FindPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| query_of(&params.read()));
    let list = Resource::new(move || query.get(), read_event_list);
    loaded(list, move |list| view! { <ShowList list query=query.get_untracked() /> })
}

#[component]
fn ShowList(list: EventList<Event>, query: EventQuery) -> impl IntoView {
    let i18n = use_i18n();
    let EventList { events, categories } = list;
    let pages = Pages::from(&events);
    let total = events.total;
    let narrow = query.is_narrow();
    let base = address_of(BASE, &query);
    let cards: Vec<_> = events.items.into_iter().map(|event| view! { <EventCard event /> }).collect();
    let body = if cards.is_empty() {
        let (title, text) = if narrow {
            (say!(i18n, find.none_title), say!(i18n, find.none_text))
        } else {
            (say!(i18n, find.empty_title), say!(i18n, find.empty_text))
        };
        view! {
            <section class="empty">
                <h2>{title}</h2>
                <p>{text}</p>
            </section>
        }
        .into_any()
    } else {
        view! {
            <p class="count">{say!(i18n, find.count, count = total, n = words::number(i18n, total))}</p>
            <ul class="event-cards">{cards}</ul>
            <Pager pages base />
        }
        .into_any()
    };
    view! {
        <PageTitle page=say!(i18n, find.page) />
        <Frame header=Header::Site class="dashboard">
            <div class="page-head">
                <h1>{say!(i18n, find.title)}</h1>
                <a class="button quiet" href="/e">
                    {say!(i18n, find.code)}
                </a>
            </div>
            <p class="lead">{say!(i18n, find.lead)}</p>
            {(narrow || total > 0).then(|| view! { <EventFilter base=BASE query categories /> })}
            {body}
        </Frame>
    }
}

#[component]
fn EventCard(event: Event) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <li>
            <a class="event-card" href=format!("/e/{}", event.code)>
                <Cover event=event.clone() sizes="(max-width: 40rem) 100vw, 24rem" />
                <div class="event-card-text">
                    <h2>{event.name}</h2>
                    <p>
                        <time datetime=event.date.to_string()>{words::date(i18n, event.date)}</time>
                        {(!event.location.is_empty()).then(|| format!(" · {}", event.location))}
                    </p>
                    <p>{say!(i18n, landing.hosted_by, host = event.organization_name)}</p>
                    <ul class="counts">
                        <li>{words::photos(i18n, event.photos_count)}</li>
                        {event.pin.then(|| view! { <li>{say!(i18n, find.asks_pin)}</li> })}
                    </ul>
                </div>
            </a>
        </li>
    }
}
