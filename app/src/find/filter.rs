//! The filter of a list of events: a form of the GET kind, so that it needs nothing but a browser.

use domain::event::{EventQuery, EventSort};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::words::Words;

/// Search, kind, dates and order.
#[component]
pub fn EventFilter(
    /// The list's address.
    base: &'static str,
    /// What is asked for now.
    query: EventQuery,
    /// The kinds to choose from.
    categories: Vec<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let narrow = query.is_narrow();
    let more = !query.category.is_empty() || !query.from.is_empty() || !query.to.is_empty();
    let kinds = categories.into_iter().map(|category| {
        let selected = category == query.category;
        view! {
            <option value=category.clone() selected=selected>
                {category.clone()}
            </option>
        }
    });
    let orders = EventSort::ALL.map(|sort| {
        view! {
            <option value=sort.as_str() selected=sort == query.sort>
                {order(i18n, sort)}
            </option>
        }
    });
    view! {
        <form class="event-filter" role="search" method="get" action=base aria-label=say!(i18n, find.legend)>
            <div class="field filter-search">
                <label for="q">{say!(i18n, find.q)} <small>{say!(i18n, find.q_hint)}</small></label>
                <input id="q" name="q" type="search" maxlength="200" autocomplete="off" value=query.q />
            </div>
            <div class="field">
                <label for="sort">{say!(i18n, find.sort)}</label>
                <select id="sort" name="sort">
                    {orders.collect_view()}
                </select>
            </div>
            <details class="filter-more" open=more>
                <summary>{say!(i18n, find.more)}</summary>
                <div class="filter-fields">
                    <div class="field">
                        <label for="category">{say!(i18n, find.category)}</label>
                        <select id="category" name="category">
                            <option value="">{say!(i18n, find.any_category)}</option>
                            {kinds.collect_view()}
                        </select>
                    </div>
                    <div class="field">
                        <label for="from">{say!(i18n, find.from)}</label>
                        <input id="from" name="from" type="date" value=query.from />
                    </div>
                    <div class="field">
                        <label for="to">{say!(i18n, find.to)}</label>
                        <input id="to" name="to" type="date" value=query.to />
                    </div>
                </div>
            </details>
            <p class="actions">
                <button class="button" type="submit">
                    {say!(i18n, find.submit)}
                </button>
                {narrow
                    .then(|| {
                        view! {
                            <a class="button plain" href=base>
                                {say!(i18n, find.reset)}
                            </a>
                        }
                    })}
            </p>
        </form>
    }
}

fn order(i18n: Words, sort: EventSort) -> &'static str {
    match sort {
        EventSort::Newest => say!(i18n, find.sorts.newest),
        EventSort::Oldest => say!(i18n, find.sorts.oldest),
        EventSort::Name => say!(i18n, find.sorts.name),
    }
}
