//! The chips above an event's photos: which ones, in which order.

use domain::photo::{PhotoCounts, PhotoFilter, PhotoSort};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::choice::Choice;
use crate::i18n::use_i18n;
use crate::words::{self, Words};

/// The filters that are always there; the others show when they have something.
const ALWAYS: [PhotoFilter; 4] = [PhotoFilter::All, PhotoFilter::Individual, PhotoFilter::Group, PhotoFilter::Scenery];

/// Links to each filter with how many it has, and to each order.
#[component]
pub fn Filters(
    /// The event's address in the organizer's part of the site.
    home: String,
    /// What the page shows.
    choice: Choice,
    /// How many photos each filter has.
    counts: Signal<PhotoCounts>,
) -> impl IntoView {
    let i18n = use_i18n();
    let chips = PhotoFilter::ALL.iter().map(|&filter| {
        let current = filter == choice.filter;
        let href = Choice { filter, page: 1, ..choice.clone() }.address(&home);
        let count = Memo::new(move |_| counts.with(|counts| counts.of(filter)));
        view! {
            <li hidden=move || !(current || ALWAYS.contains(&filter) || count.get() > 0)>
                <a class="chip" href=href aria-current=current.then_some("true")>
                    {filter_name(i18n, filter)}
                    <span class="chip-count">{move || words::number(i18n, count.get())}</span>
                </a>
            </li>
        }
    });
    let chips = chips.collect_view();
    let anyone = (!choice.person.is_empty()).then(|| {
        let href = Choice { person: String::new(), page: 1, ..choice.clone() }.address(&home);
        view! {
            <li>
                <a class="chip" href=href aria-current="true">
                    {say!(i18n, dashboard.filters.one_person)}
                </a>
            </li>
        }
    });
    let orders = PhotoSort::ALL.iter().map(|&sort| {
        let href = Choice { sort, page: 1, ..choice.clone() }.address(&home);
        view! {
            <li>
                <a href=href aria-current=(sort == choice.sort).then_some("true")>
                    {sort_name(i18n, sort)}
                </a>
            </li>
        }
    });
    view! {
        <nav class="photo-filters" aria-label=say!(i18n, dashboard.filters.label)>
            <ul class="chips">{anyone} {chips}</ul>
            <ul class="orders" aria-label=say!(i18n, dashboard.sorts.label)>
                {orders.collect_view()}
            </ul>
        </nav>
    }
}

fn filter_name(i18n: Words, filter: PhotoFilter) -> &'static str {
    match filter {
        PhotoFilter::All => say!(i18n, dashboard.filters.all),
        PhotoFilter::Ready => say!(i18n, dashboard.filters.ready),
        PhotoFilter::Waiting => say!(i18n, dashboard.filters.waiting),
        PhotoFilter::Failed => say!(i18n, dashboard.filters.failed),
        PhotoFilter::Individual => say!(i18n, dashboard.filters.individual),
        PhotoFilter::Group => say!(i18n, dashboard.filters.group),
        PhotoFilter::Scenery => say!(i18n, dashboard.filters.scenery),
        PhotoFilter::Unsure => say!(i18n, dashboard.filters.unsure),
    }
}

fn sort_name(i18n: Words, sort: PhotoSort) -> &'static str {
    match sort {
        PhotoSort::Uploaded => say!(i18n, dashboard.sorts.uploaded),
        PhotoSort::Taken => say!(i18n, dashboard.sorts.taken),
        PhotoSort::Name => say!(i18n, dashboard.sorts.name),
    }
}
