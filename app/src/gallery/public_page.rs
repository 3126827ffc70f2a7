//! `/e/{code}/photos`: what everyone with the link may see.

use domain::photo::{Photo, Progress};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::grid::{PhotoGrid, Tile};
use super::read_public_gallery::{PER_PAGE, PublicGallery, read_public_gallery};
use super::watch::watch;
use crate::i18n::use_i18n;
use crate::layout::{Empty, Frame, Header, PageTitle, Pager, Pages, Unlisted, loaded};
use crate::words;

/// `/e/{code}/photos`.
#[component]
pub fn PublicPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let looked = RwSignal::new(0_u32);
    let data = Resource::new(
        move || {
            let page = query.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
            (params.read().get("code").unwrap_or_default(), page, looked.get())
        },
        |(code, page, _)| read_public_gallery(code, page),
    );
    loaded(data, move |gallery| view! { <ShowGallery gallery looked /> })
}

#[component]
fn ShowGallery(gallery: PublicGallery, looked: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let PublicGallery { event, photos, scanned, progress } = gallery;
    let waiting = waiting(event.code.to_string(), progress, looked);
    let home = format!("/e/{}", event.code);
    let header = Header::Event { name: event.name, href: home.clone() };
    let (mine, find) = if scanned {
        (format!("{home}/mine"), say!(i18n, gallery.mine.page))
    } else {
        (format!("{home}/scan"), say!(i18n, gallery.group.find))
    };
    if photos.total == 0 {
        return view! {
            <PageTitle page=say!(i18n, gallery.group.page) />
            <Frame header class="narrow">
                {waiting}
                <Empty title=say!(i18n, gallery.group.empty_title) text=say!(i18n, gallery.group.empty_text)>
                    <a class="button" href=mine>
                        {find}
                    </a>
                </Empty>
            </Frame>
        }
        .into_any();
    }
    let pages = Pages::from(&photos);
    let before = u64::from(photos.page.saturating_sub(1)) * u64::from(PER_PAGE);
    let total = words::number(i18n, photos.total);
    let tile = |(photo, n): (&Photo, u64)| {
        let href = format!("{home}/photo/{}?page={}", photo.id, photos.page);
        Tile::of(photo, href, say!(i18n, gallery.alt, n = words::number(i18n, n), total = total.clone()))
    };
    let tiles: Vec<_> = photos.items.iter().zip(before + 1..).map(tile).collect();
    view! {
        <PageTitle page=say!(i18n, gallery.group.page) />
        <Unlisted />
        <Frame header class="gallery">
            <div class="gallery-head">
                <h1>{say!(i18n, gallery.group.title)}</h1>
                <p class="count">{words::photos(i18n, photos.total)}</p>
            </div>
            {waiting}
            <PhotoGrid tiles />
            <Pager pages base=format!("{home}/photos") />
            <p class="main-action floating">
                <a class="button large" href=mine>
                    {find}
                </a>
            </p>
        </Frame>
    }
    .into_any()
}

/// While photos are still being prepared: how many, and that the page looks again.
fn waiting(code: String, progress: Progress, looked: RwSignal<u32>) -> Option<impl IntoView> {
    let i18n = use_i18n();
    if progress.is_settled() {
        return None;
    }
    watch(code, progress.ready, looked, false);
    let (ready, total) = (words::number(i18n, progress.ready), words::number(i18n, progress.total));
    Some(view! {
        <p class="notice" role="status">
            {say!(i18n, gallery.group.waiting, ready = ready, total = total)}
        </p>
    })
}
