//! The frame around the parts of one event: its name and its tabs.

use domain::event::Event;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle};
use crate::words;

/// The parts of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Its photos.
    Photos,
    /// Who is in them.
    People,
    /// How guests get in.
    Share,
    /// What it says of itself and lets guests do.
    Settings,
    /// What happened, in numbers.
    Numbers,
    /// How public copies are marked.
    Watermark,
}

/// An event's name and tabs, above one of its parts.
#[component]
pub fn EventFrame(
    /// The event.
    event: Event,
    /// Which part this is.
    tab: Tab,
    /// Whether the reader may change the event: who may not is shown no part that is refused.
    may_edit: bool,
    /// The part.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let home = format!("/admin/events/{}", event.id);
    let current = move |this: Tab| (this == tab).then_some("page");
    let title = match tab {
        Tab::Photos => say!(i18n, events.photos.page, event = event.name.clone()),
        Tab::People => say!(i18n, people.page, event = event.name.clone()),
        Tab::Share => say!(i18n, events.share.page, event = event.name.clone()),
        Tab::Settings => say!(i18n, settings.page, event = event.name.clone()),
        Tab::Numbers => say!(i18n, numbers.page, event = event.name.clone()),
        Tab::Watermark => say!(i18n, dashboard.watermark.page, event = event.name.clone()),
    };
    view! {
        <PageTitle page=title />
        <Frame header=Header::Organizer class="event">
            <div class="event-head">
                <h1 class="event-name">{event.name}</h1>
                <p class="facts">
                    <time datetime=event.date.to_string()>{words::date(i18n, event.date)}</time>
                    {(!event.location.is_empty()).then(|| format!(" · {}", event.location))}
                </p>
            </div>
            <nav class="tabs" aria-label=say!(i18n, events.tabs.label)>
                <a href=home.clone() aria-current=current(Tab::Photos)>
                    {say!(i18n, events.tabs.photos)}
                </a>
                {may_edit
                    .then(|| {
                        view! {
                            <a href=format!("{home}/people") aria-current=current(Tab::People)>
                                {say!(i18n, events.tabs.people)}
                            </a>
                        }
                    })}
                <a href=format!("{home}/share") aria-current=current(Tab::Share)>
                    {say!(i18n, events.tabs.share)}
                </a>
                <a href=format!("{home}/numbers") aria-current=current(Tab::Numbers)>
                    {say!(i18n, events.tabs.numbers)}
                </a>
                {may_edit
                    .then(|| {
                        view! {
                            <a href=format!("{home}/watermark") aria-current=current(Tab::Watermark)>
                                {say!(i18n, dashboard.watermark.title)}
                            </a>
                            <a href=format!("{home}/settings") aria-current=current(Tab::Settings)>
                                {say!(i18n, settings.tab)}
                            </a>
                        }
                    })}
            </nav>
            {children()}
        </Frame>
    }
}
