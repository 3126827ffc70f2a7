//! `/e/{code}/mine`: the photos a guest is in.

use domain::event::Event;
use domain::photo::{Photo, Progress};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::answer_maybe::AnswerMaybe;
use super::forget::Forget;
use super::hearts::{HeartProblem, Hearts};
use super::look_again::LookAgain;
use super::marking::Marking;
use super::maybe::MaybeFaces;
use super::mine_grid::MineGrid;
use super::none_yet::NoneYet;
use super::read_my_gallery::{MyGallery, read_my_gallery};
use super::receipt::ScanReceipt;
use super::selection::{Chips, Selection};
use super::share_button::ShareButton;
use super::watch::watch;
use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle, Unlisted, loaded};
use crate::{scan, words};

/// `/e/{code}/mine`. Read again after every answer to "Is this you?".
#[component]
pub fn MyPage() -> impl IntoView {
    let params = use_params_map();
    let answer = ServerAction::<AnswerMaybe>::new();
    let looked = RwSignal::new(0_u32);
    let data = Resource::new(
        move || (params.read().get("code").unwrap_or_default(), answer.version().get(), looked.get()),
        |(code, ..)| read_my_gallery(code),
    );
    loaded(data, move |gallery| view! { <ShowMine gallery answer looked /> })
}

#[component]
fn ShowMine(gallery: MyGallery, answer: ServerAction<AnswerMaybe>, looked: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let MyGallery { event, public_photos, mine } = gallery;
    let code = event.code.to_string();
    let home = format!("/e/{code}");
    let header = Header::Event { name: event.name.clone(), href: home.clone() };
    let shown = shown_selection(mine.items.is_empty() && !mine.maybe.is_empty());
    let nothing = mine.items.is_empty() && mine.maybe.is_empty();
    let hearts = Hearts::of(code.clone(), mine.favourites);
    let head = if nothing {
        view! { <NoneYet home=home.clone() progress=mine.progress /> }.into_any()
    } else {
        let n = mine.items.len() as u64;
        let maybe = mine.maybe.len() as u64;
        let favourites = Signal::derive(move || hearts.count());
        view! {
            <div class="gallery-head">
                <h1>{say!(i18n, gallery.mine.title, count = n, n = words::number(i18n, n))}</h1>
            </div>
            <Chips base=format!("{home}/mine") favourites maybe shown />
        }
        .into_any()
    };
    let list = StoredValue::new(List { code: code.clone(), event: event.name.clone(), photos: mine.items });
    let faces = StoredValue::new((code.clone(), mine.maybe));
    let selecting = selecting();
    let body = move || match shown.get() {
        Selection::Maybe => {
            let (code, faces) = faces.get_value();
            view! { <MaybeFaces code faces answer /> }.into_any()
        }
        _ if nothing => ().into_any(),
        selection => {
            let selecting = selecting.get();
            view! { <Selected list=list.get_value() selection selecting hearts /> }.into_any()
        }
    };
    view! {
        <PageTitle page=say!(i18n, gallery.mine.page) />
        <Unlisted />
        <Frame header class="gallery">
            {head} <Waiting code=code.clone() progress=mine.progress looked /> <HeartProblem hearts /> {body}
            <After event public_photos nothing until=mine.expires_at />
        </Frame>
    }
}

/// The selection in the address. With nothing but open questions, these are shown unasked.
fn shown_selection(only_maybe: bool) -> Memo<Selection> {
    let query = use_query_map();
    Memo::new(move |_| match query.read().get("show") {
        None if only_maybe => Selection::Maybe,
        word => Selection::parse(word.as_deref()),
    })
}

/// Whether photos are being marked.
fn selecting() -> Memo<bool> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get("select").is_some())
}

/// The guest's photos in an event.
#[derive(Clone)]
struct List {
    code: String,
    event: String,
    photos: Vec<Photo>,
}

#[component]
fn Selected(list: List, selection: Selection, selecting: bool, hearts: Hearts) -> impl IntoView {
    let i18n = use_i18n();
    let List { code, event, photos } = list;
    let home = format!("/e/{code}");
    // Untracked: a photo that loses its heart stays until the selection is left, so that a slip is undone at once.
    let favourites = hearts.now();
    let photos: Vec<_> = photos.into_iter().filter(|photo| selection.has(photo, &favourites)).collect();
    if photos.is_empty() {
        let text = match selection {
            Selection::Favourites => say!(i18n, gallery.mine.none_favourites),
            _ => say!(i18n, gallery.mine.none_filter),
        };
        return view! { <p class="nothing-selected">{text}</p> }.into_any();
    }
    if selecting {
        let back = format!("{home}/mine{}", selection.query());
        return view! { <Marking home code photos back /> }.into_any();
    }
    let downloads = photos.iter().any(|photo| photo.download_url.is_some());
    view! {
        <Bar home=home.clone() code event selection downloads />
        <MineGrid home photos selection hearts />
    }
    .into_any()
}

/// What can be done with all photos of a selection.
#[component]
fn Bar(home: String, code: String, event: String, selection: Selection, downloads: bool) -> impl IntoView {
    let i18n = use_i18n();
    let all = match selection {
        Selection::All => Some((say!(i18n, gallery.mine.download_all), "")),
        Selection::Favourites => Some((say!(i18n, gallery.mine.download_favourites), "?which=favourites")),
        _ => None,
    };
    let all = all.filter(|_| downloads).map(|(text, query)| {
        view! {
            // `external`: a file, not a page of this site.
            <a class="button" rel="external" href=format!("/api/events/{code}/zip{query}") download>
                {text}
            </a>
        }
    });
    view! {
        <div class="actions gallery-bar">
            {all}
            {downloads
                .then(|| {
                    view! {
                        <a class="button quiet" href=format!("{home}/mine{}", selection.select_query()) data-noscroll>
                            {say!(i18n, gallery.mine.select)}
                        </a>
                    }
                })} <ShareButton class="button quiet" home title=event pictures=Signal::stored(Vec::new()) />
        </div>
    }
}

/// While photos are still being prepared: how many, and who looks again.
#[component]
fn Waiting(code: String, progress: Progress, looked: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    (!progress.is_settled()).then(|| {
        watch(code.clone(), progress.ready, looked, true);
        // Only this tab knows whether it still has the frames; without them a new scan is needed.
        let at_hand = RwSignal::new(false);
        Effect::new({
            let code = code.clone();
            move || at_hand.set(scan::can_look_again(&code))
        });
        let (ready, total) = (words::number(i18n, progress.ready), words::number(i18n, progress.total));
        let text = move || {
            let (ready, total) = (ready.clone(), total.clone());
            if at_hand.get() {
                say!(i18n, gallery.mine.waiting, ready = ready, total = total)
            } else {
                say!(i18n, gallery.mine.waiting_scan, ready = ready, total = total)
            }
        };
        view! {
            <div class="notice" role="status">
                <p>{text}</p>
                <LookAgain code looked />
            </div>
        }
    })
}

/// What comes after the photos: other ways on, the receipt, forget me. With nothing found, scanning again has been offered already.
#[component]
fn After(event: Event, public_photos: u64, nothing: bool, until: time::OffsetDateTime) -> impl IntoView {
    let i18n = use_i18n();
    let home = format!("/e/{}", event.code);
    let group = (public_photos > 0).then(|| {
        view! {
            <a class="button quiet" href=format!("{home}/photos")>
                {say!(i18n, gallery.mine.group)}
            </a>
        }
    });
    let again = (!nothing).then(|| {
        view! {
            <a class="button quiet" href=format!("{home}/scan")>
                {say!(i18n, gallery.mine.scan_again)}
            </a>
        }
    });
    view! {
        <p class="actions">{group} {again}</p>
        <ScanReceipt host=event.organization_name until />
        <Forget code=event.code.to_string() />
    }
}
