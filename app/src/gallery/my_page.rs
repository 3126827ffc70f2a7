//! `/e/{code}/mine`: the photos a guest is in.

use domain::event::Event;
use domain::photo::{Photo, Progress};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::answer_maybe::AnswerMaybe;
use super::forget::Forget;
use super::grid::{PhotoGrid, Tile};
use super::look_again::LookAgain;
use super::maybe::MaybeFaces;
use super::none_yet::NoneYet;
use super::read_my_gallery::{MyGallery, read_my_gallery};
use super::receipt::ScanReceipt;
use super::selection::{Chips, Selection};
use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle, Unlisted, loaded};
use crate::words;

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
    let head = if nothing {
        view! { <NoneYet home=home.clone() progress=mine.progress /> }.into_any()
    } else {
        let n = mine.items.len() as u64;
        let maybe = mine.maybe.len() as u64;
        view! {
            <div class="gallery-head">
                <h1>{say!(i18n, gallery.mine.title, count = n, n = words::number(i18n, n))}</h1>
            </div>
            <Chips base=format!("{home}/mine") maybe shown />
        }
        .into_any()
    };
    let photos = StoredValue::new((home.clone(), mine.items));
    let faces = StoredValue::new((code.clone(), mine.maybe));
    let body = move || match shown.get() {
        Selection::Maybe => {
            let (code, faces) = faces.get_value();
            view! { <MaybeFaces code faces answer /> }.into_any()
        }
        _ if nothing => ().into_any(),
        selection => {
            let (home, photos) = photos.get_value();
            view! { <Selected home photos selection /> }.into_any()
        }
    };
    view! {
        <PageTitle page=say!(i18n, gallery.mine.page) />
        <Unlisted />
        <Frame header class="gallery">
            {head} <Waiting code=code.clone() progress=mine.progress looked /> {body}
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

#[component]
fn Selected(home: String, photos: Vec<Photo>, selection: Selection) -> impl IntoView {
    let i18n = use_i18n();
    let photos: Vec<_> = photos.into_iter().filter(|photo| selection.has(photo)).collect();
    if photos.is_empty() {
        return view! { <p class="nothing-selected">{say!(i18n, gallery.mine.none_filter)}</p> }.into_any();
    }
    let total = words::number(i18n, photos.len() as u64);
    let query = match selection.query() {
        "" => "?mine".to_owned(),
        query => format!("{query}&mine"),
    };
    let tile = |(photo, n): (&Photo, u64)| {
        let href = format!("{home}/photo/{}{query}", photo.id);
        Tile::of(photo, href, say!(i18n, gallery.alt_mine, n = words::number(i18n, n), total = total.clone()))
    };
    let tiles: Vec<_> = photos.iter().zip(1..).map(tile).collect();
    view! { <PhotoGrid tiles /> }.into_any()
}

/// While photos are still being prepared: how many, and the way to look again.
#[component]
fn Waiting(code: String, progress: Progress, looked: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    (!progress.is_settled()).then(|| {
        let (ready, total) = (words::number(i18n, progress.ready), words::number(i18n, progress.total));
        view! {
            <div class="notice" role="status">
                <p>{say!(i18n, gallery.mine.waiting, ready = ready, total = total)}</p>
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
