//! `/admin/events/{id}/numbers`.

use domain::numbers::{Numbers, PhotoNumbers};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_params_map;

use super::chart::DayChart;
use super::read_numbers::{EventNumbers, read_numbers};
use super::retention_form::RetentionForm;
use crate::events::{EventFrame, Tab};
use crate::i18n::use_i18n;
use crate::layout::loaded;
use crate::words;

/// `/admin/events/{id}/numbers`.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let params = use_params_map();
    let data = Resource::new(move || params.read().get("id").unwrap_or_default(), read_numbers);
    loaded(data, |found| view! { <ShowNumbers found /> })
}

#[component]
fn ShowNumbers(found: EventNumbers) -> impl IntoView {
    let EventNumbers { event, numbers, retention, may_edit } = found;
    let id = event.id;
    let home = format!("/admin/events/{id}");
    let quiet = numbers.days.is_empty();
    let days = numbers.days.clone();
    let most = numbers.most_downloaded.clone();
    let happened = if quiet {
        view! { <Quiet home=home.clone() /> }.into_any()
    } else {
        view! {
            <DayChart days />
            <MostDownloaded photos=most />
            <Tables event=id.to_string() />
        }
        .into_any()
    };
    view! {
        <EventFrame event tab=Tab::Numbers may_edit>
            <section class="numbers">
                <Figures numbers />
                {happened}
                {may_edit.then(|| view! { <RetentionForm event=id retention /> })}
            </section>
        </EventFrame>
    }
}

/// Four large figures, each with what explains it.
#[component]
fn Figures(numbers: Numbers) -> impl IntoView {
    let i18n = use_i18n();
    let number = move |n| words::number(i18n, n);
    let faces = say!(i18n, numbers.faces, count = numbers.faces, n = number(numbers.faces));
    let people = say!(i18n, numbers.people, count = numbers.people, n = number(numbers.people));
    let faces = format!("{faces} · {people}");
    let share = match numbers.matched_percent() {
        Some(percent) => say!(i18n, numbers.percent, n = number(percent)),
        None => say!(i18n, numbers.no_share).to_owned(),
    };
    let found = say!(i18n, numbers.found, count = numbers.matched, n = number(numbers.matched));
    let figure = |value: String, name: &'static str, more: String| {
        view! {
            <div class="figure">
                <dt>{name}</dt>
                <dd>{value}</dd>
                <dd class="figure-more">{more}</dd>
            </div>
        }
    };
    view! {
        <dl class="figures large">
            {figure(number(numbers.photos), say!(i18n, numbers.photos), faces)}
            {figure(number(numbers.scans), say!(i18n, numbers.scans), say!(i18n, numbers.scans_more).to_owned())}
            {figure(share, say!(i18n, numbers.share), found)}
            {figure(
                number(numbers.downloads),
                say!(i18n, numbers.downloads),
                say!(i18n, numbers.downloads_more).to_owned(),
            )}
        </dl>
    }
}

#[component]
fn Quiet(home: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="empty">
            <h2>{say!(i18n, numbers.empty_title)}</h2>
            <p>{say!(i18n, numbers.empty_text)}</p>
            <a class="button" href=format!("{home}/share")>
                {say!(i18n, numbers.empty_share)}
            </a>
        </section>
    }
}

#[component]
fn MostDownloaded(photos: Vec<PhotoNumbers>) -> impl IntoView {
    let i18n = use_i18n();
    if photos.is_empty() {
        return ().into_any();
    }
    let photos = photos.into_iter().map(|photo| {
        let picture = photo.thumb_url.map(|thumb| {
            view! { <img src=thumb alt="" loading="lazy" decoding="async" width="96" height="72" /> }
        });
        let n = photo.downloads;
        view! {
            <li>
                <span class="most-picture">{picture}</span>
                <span class="filename" title=photo.filename.clone()>
                    {photo.filename.clone()}
                </span>
                <span class="most-count">
                    {say!(i18n, numbers.times, count = n, n = words::number(i18n, n))}
                </span>
            </li>
        }
    });
    view! {
        <section aria-labelledby="most-title">
            <h2 id="most-title">{say!(i18n, numbers.most)}</h2>
            <ol class="most">{photos.collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// The same as files for a spreadsheet.
#[component]
fn Tables(event: String) -> impl IntoView {
    let i18n = use_i18n();
    let csv = format!("/api/admin/events/{event}/numbers.csv");
    view! {
        <p class="actions">
            <a class="button quiet" rel="external" href=csv.clone() download>
                {say!(i18n, numbers.csv_days)}
            </a>
            <a class="button quiet" rel="external" href=format!("{csv}?by=photo") download>
                {say!(i18n, numbers.csv_photos)}
            </a>
        </p>
    }
}
