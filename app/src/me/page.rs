//! `/me`.

use domain::download::{Download, Me, VisitedEvent};
use domain::event::Page;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::read_me::{MyPlace, read_me};
use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle, Pager, Pages, Unlisted, loaded};
use crate::words;

/// `/me`: a guest's events and downloads. Without an account it shows those of this visit, and how to keep them.
#[component]
pub fn MePage() -> impl IntoView {
    let query = use_query_map();
    let data = Resource::new(move || query.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1), read_me);
    loaded(data, |place| view! { <ShowMe place /> })
}

#[component]
fn ShowMe(place: MyPlace) -> impl IntoView {
    let i18n = use_i18n();
    let MyPlace { me, downloads } = place;
    let Me { full_name, email, events } = me;
    view! {
        <PageTitle page=say!(i18n, me.page) />
        <Unlisted />
        <Frame header=Header::Site class="me">
            <Account full_name email />
            <MyEvents events />
            <MyDownloads downloads />
        </Frame>
    }
}

#[component]
fn Account(full_name: Option<String>, email: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let Some(name) = full_name else {
        return view! {
            <section class="card">
                <h1>{say!(i18n, me.visit_title)}</h1>
                <p>{say!(i18n, me.visit_text)}</p>
                <p class="actions">
                    <a class="button" href="/register">
                        {say!(i18n, me.register)}
                    </a>
                    <a class="button quiet" href="/login">
                        {say!(i18n, me.sign_in)}
                    </a>
                </p>
            </section>
        }
        .into_any();
    };
    view! {
        <div class="page-head">
            <div>
                <h1>{say!(i18n, me.title, name = name)}</h1>
                <p class="fine">{email}</p>
            </div>
            <p class="actions">
                <a class="button quiet" href="/me/profile">
                    {say!(i18n, me.account)}
                </a>
                <a class="button quiet" href="/logout">
                    {say!(i18n, common.sign_out)}
                </a>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn MyEvents(events: Vec<VisitedEvent>) -> impl IntoView {
    let i18n = use_i18n();
    let list = if events.is_empty() {
        view! {
            <p class="nothing-selected">
                {say!(i18n, me.no_events)} " " <a href="/e">{say!(i18n, me.open_event)}</a>
            </p>
        }
        .into_any()
    } else {
        let items = events.into_iter().map(|event| view! { <MyEvent event /> });
        view! { <ul class="my-events">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="events-title">
            <h2 id="events-title">{say!(i18n, me.events)}</h2>
            {list}
        </section>
    }
}

#[component]
fn MyEvent(event: VisitedEvent) -> impl IntoView {
    let i18n = use_i18n();
    let home = format!("/e/{}", event.code);
    let (href, state) = match event.photos {
        Some(n) => (format!("{home}/mine"), say!(i18n, me.photos_open, count = n, n = words::number(i18n, n))),
        None => (format!("{home}/scan"), say!(i18n, me.scan_again).to_owned()),
    };
    view! {
        <li>
            <a class="my-event" href=href>
                <strong>{event.name}</strong>
                <time datetime=event.date.to_string()>{words::date(i18n, event.date)}</time>
                <span>{state}</span>
            </a>
        </li>
    }
}

#[component]
fn MyDownloads(downloads: Page<Download>) -> impl IntoView {
    let i18n = use_i18n();
    let pages = Pages::from(&downloads);
    let list = if downloads.total == 0 {
        view! { <p class="nothing-selected">{say!(i18n, me.no_downloads)}</p> }.into_any()
    } else {
        let items = downloads.items.into_iter().map(|download| view! { <MyDownload download /> });
        view! { <ul class="my-downloads">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="downloads-title">
            <div class="gallery-head">
                <h2 id="downloads-title">{say!(i18n, me.downloads)}</h2>
                <p class="count">{words::photos(i18n, downloads.total)}</p>
            </div>
            {list} <Pager pages base="/me".to_owned() />
        </section>
    }
}

#[component]
fn MyDownload(download: Download) -> impl IntoView {
    let i18n = use_i18n();
    let picture = match download.thumb_url {
        Some(thumb) => {
            view! { <img src=thumb alt="" width="96" height="72" loading="lazy" decoding="async" /> }.into_any()
        }
        None => view! { <span class="photo-closed" aria-hidden="true"></span> }.into_any(),
    };
    let event = format!("/e/{}", download.event_code);
    let again = match download.download_url {
        // The page asks for the PIN, then shows the photo with its download.
        None if download.pin_required => view! {
            <a class="button small quiet" href=format!("{event}/photo/{}?mine", download.photo_id)>
                {say!(i18n, me.again)}
            </a>
        }
        .into_any(),
        Some(address) => view! {
            <a class="button small quiet" href=address download=download.filename.clone()>
                {say!(i18n, me.again)}
            </a>
        }
        .into_any(),
        None => view! {
            <a class="button small quiet" href=format!("{event}/scan")>
                {say!(i18n, me.reopen)}
            </a>
        }
        .into_any(),
    };
    view! {
        <li class="my-download">
            {picture}
            <div>
                <p class="filename" title=download.filename.clone()>
                    {download.filename.clone()}
                </p>
                <p class="fine">
                    {download.event_name} " · "
                    <time datetime=download.downloaded_at.date().to_string()>
                        {words::date(i18n, download.downloaded_at.date())}
                    </time>
                </p>
            </div>
            {again}
        </li>
    }
}
