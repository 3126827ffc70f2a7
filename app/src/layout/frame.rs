//! The frame around a page: skip link, header, content, footer.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_meta::{Meta, Title};

use crate::account::GuestLinks;
use crate::i18n::use_i18n;
use crate::language::LanguageSwitch;

/// What stands at the top of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header {
    /// Nothing: the page begins with its own picture.
    None,
    /// PicMe's name alone: pages on the way in or out.
    Name,
    /// PicMe's name, the ways in, and a guest's own way out.
    Site,
    /// PicMe's name, the organizer's events and the way out.
    Organizer,
    /// The way back to an event's landing page.
    Event {
        /// The event's name.
        name: String,
        /// The address of its landing page.
        href: String,
    },
}

/// A page's frame. `class` names the page for its style sheet.
#[component]
pub fn Frame(
    /// What stands at the top.
    header: Header,
    /// The page's name in its style sheet.
    class: &'static str,
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let bar = match header {
        Header::None => ().into_any(),
        Header::Name => view! { <NameBar /> }.into_any(),
        Header::Site => view! { <SiteBar /> }.into_any(),
        Header::Organizer => view! { <OrganizerBar /> }.into_any(),
        Header::Event { name, href } => view! { <EventBar name href /> }.into_any(),
    };
    view! {
        <a class="skip" href="#content">
            {say!(i18n, common.skip)}
        </a>
        {bar}
        <main id="content" class=class>
            {children()}
        </main>
        <footer class="site-foot">
            <a href="/privacy">{say!(i18n, common.privacy)}</a>
            <LanguageSwitch />
        </footer>
    }
}

#[component]
fn NameBar() -> impl IntoView {
    view! {
        <header class="bar">
            <Wordmark />
        </header>
    }
}

#[component]
fn SiteBar() -> impl IntoView {
    view! {
        <header class="bar">
            <Wordmark />
            <GuestLinks />
        </header>
    }
}

#[component]
fn OrganizerBar() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="bar">
            <Wordmark />
            <nav class="bar-links">
                <a class="bar-link" href="/admin">
                    {say!(i18n, common.my_events)}
                </a>
                <a class="bar-link" href="/admin/profile">
                    {say!(i18n, common.account)}
                </a>
                <a class="bar-link" href="/admin/logout">
                    {say!(i18n, common.sign_out)}
                </a>
            </nav>
        </header>
    }
}

#[component]
fn EventBar(name: String, href: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="bar">
            <a class="bar-back" href=href>
                <span class="bar-arrow" aria-hidden="true"></span>
                <span class="visually-hidden">{say!(i18n, common.back)} " "</span>
                <span class="bar-event">{name}</span>
            </a>
        </header>
    }
}

#[component]
fn Wordmark() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a class="wordmark" href="/">
            {say!(i18n, common.name)}
        </a>
    }
}

/// Asks search engines to leave a page out: who has the link has been given it.
#[component]
pub fn Unlisted() -> impl IntoView {
    view! { <Meta name="robots" content="noindex" /> }
}

/// The document's title: the page's name, then ours.
#[component]
pub fn PageTitle(
    /// The page's name.
    #[prop(into)]
    page: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! { <Title text=say!(i18n, common.page_title, page = page) /> }
}
