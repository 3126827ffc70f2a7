//! The viewer: swipe, arrow keys, links, a closer look.

use domain::photo::Photo;
use leptos::ev::TouchEvent;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::closer::Closer;
use super::hearts::{Heart, HeartProblem, Hearts};
use super::marking::picture;
use super::selection::Selection;
use super::share_button::ShareButton;
use super::swipe::{Swipe, Touch};
use crate::browser::keys::on_key;
use crate::i18n::use_i18n;
use crate::layout::{PageTitle, Unlisted};
use crate::words::{self, Words};

/// A photo's place in its list.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The photo.
    pub photo: Photo,
    /// Which one it is, from 1.
    pub number: u64,
    /// Of how many.
    pub total: u64,
    /// Address of the one before.
    pub previous: Option<String>,
    /// Address of the one after.
    pub next: Option<String>,
    /// Address of the next one's picture, to be fetched ahead.
    pub ahead: Option<String>,
    /// Address of the list.
    pub back: String,
    /// Address of the event's landing page.
    pub home: String,
}

/// One photo, as large as the screen.
#[component]
pub fn Viewer(
    /// The photo and the ways on.
    place: Place,
    /// The hearts of the guest's own photos.
    hearts: Option<Hearts>,
    /// The selection the photo stands in.
    show: Selection,
) -> impl IntoView {
    let i18n = use_i18n();
    let Place { photo, number, total, previous, next, ahead, back, home } = place;
    let (number, total) = (words::number(i18n, number), words::number(i18n, total));
    let title = say!(i18n, gallery.viewer.page, n = number.clone(), total = total.clone());
    let (left, right) = sides(i18n);
    let go = ways((left, right), previous.clone(), next.clone(), back.clone());
    let closer = Closer::new();
    let touched = StoredValue::new(None::<Touch>);
    let on_start = move |event: TouchEvent| {
        // A closer look is moved, not left.
        touched.set_value(Touch::of(&event).filter(|_| !closer.is_close()));
    };
    let on_end = move |event: TouchEvent| {
        let start = touched.get_value();
        let swipe = start.zip(Touch::of(&event)).and_then(|(start, end)| start.swipe_to(end));
        // A swipe pulls: to the left comes what lies on the right.
        match swipe {
            Some(Swipe::Left) => go(right),
            Some(Swipe::Right) => go(left),
            None => {}
        }
    };
    let pictures = Signal::stored(vec![picture(&photo)]);
    view! {
        <PageTitle page=title.clone() />
        <Unlisted />
        <main
            class="viewer"
            id="content"
            on:touchstart=on_start
            on:touchend=on_end
        >
            <h1 class="visually-hidden">{title.clone()}</h1>
            <header class="viewer-bar">
                <a class="viewer-close" href=back>
                    {say!(i18n, gallery.viewer.close)}
                </a>
                <span class="viewer-place" aria-hidden="true">
                    {say!(i18n, gallery.viewer.place, n = number, total = total)}
                </span>
                <div class="viewer-acts">
                    {hearts.map(|hearts| view! { <Heart hearts photo=photo.id show viewer=true /> })}
                    <ShareButton class="viewer-share" home title="" pictures />
                    <Download photo=photo.clone() />
                </div>
            </header>
            {hearts.map(|hearts| view! { <HeartProblem hearts /> })}
            <Picture photo alt=title closer />
            {step(previous, "viewer-previous", "prev", say!(i18n, gallery.viewer.previous))}
            {step(next, "viewer-next", "next", say!(i18n, gallery.viewer.next))}
            {ahead.map(|ahead| view! { <link rel="prefetch" href=ahead /> })}
        </main>
    }
}

/// The picture, over its small copy, which is at hand from the grid.
#[component]
fn Picture(photo: Photo, alt: String, closer: Closer) -> impl IntoView {
    view! {
        <div
            class="viewer-picture"
            style=move || closer.style()
            on:touchstart=move |event| closer.begin(&event)
            on:touchmove=move |event| closer.drag(&event)
            on:touchend=move |event| closer.end(&event)
            on:dblclick=move |event| closer.double_click(&event)
        >
            <img class="viewer-small" src=photo.thumb_url width=photo.width height=photo.height alt="" />
            <img src=photo.view_url width=photo.width height=photo.height alt=alt />
        </div>
    }
}

#[component]
fn Download(photo: Photo) -> impl IntoView {
    let i18n = use_i18n();
    match photo.download_url {
        Some(address) => view! {
            <a class="viewer-download" href=address download=photo.filename>
                {say!(i18n, gallery.viewer.download)}
            </a>
        }
        .into_any(),
        None => view! { <span class="viewer-note">{say!(i18n, gallery.viewer.watermark)}</span> }.into_any(),
    }
}

/// A step to the photo beside. It replaces this one in the history: back leads to the grid.
fn step(to: Option<String>, class: &'static str, rel: &'static str, label: &'static str) -> impl IntoView {
    to.map(|to| {
        view! {
            <a class=class rel=rel href=to prop:replace=true data-noscroll aria-label=label>
                <span aria-hidden="true"></span>
            </a>
        }
    })
}

#[derive(Clone, Copy)]
enum Way {
    Previous,
    Next,
    Back,
}

/// What lies on the left and on the right.
fn sides(i18n: Words) -> (Way, Way) {
    if words::reads_leftwards(i18n) { (Way::Next, Way::Previous) } else { (Way::Previous, Way::Next) }
}

/// The ways on, for keys and swipes.
fn ways(
    (left, right): (Way, Way),
    previous: Option<String>,
    next: Option<String>,
    back: String,
) -> impl Fn(Way) + Clone {
    let navigate = use_navigate();
    let go = move |way| {
        let beside = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        match way {
            Way::Previous => previous.iter().for_each(|to| navigate(to, beside.clone())),
            Way::Next => next.iter().for_each(|to| navigate(to, beside.clone())),
            Way::Back => navigate(&back, NavigateOptions::default()),
        }
    };
    on_key({
        let go = go.clone();
        move |key| match key {
            "ArrowLeft" => go(left),
            "ArrowRight" => go(right),
            "Escape" => go(Way::Back),
            _ => {}
        }
    });
    go
}
