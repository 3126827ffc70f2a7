//! Marking photos: a form with a box for each, which downloads them as one archive. It works without WASM.

use std::collections::HashSet;

use domain::PhotoId;
use domain::photo::Photo;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::grid::shape;
use super::share_button::{MOST_SHARED, ShareButton};
use crate::browser::share::Picture;
use crate::i18n::use_i18n;
use crate::words;

/// The photos of a selection, to be marked.
#[component]
pub fn Marking(
    /// The address of the event's landing page.
    home: String,
    /// The event's code.
    code: String,
    /// The photos.
    photos: Vec<Photo>,
    /// The address of the list without marks.
    back: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let marked = RwSignal::new(HashSet::<PhotoId>::new());
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let count = Memo::new(move |_| marked.with(HashSet::len));
    let all: Vec<PhotoId> = photos.iter().map(|photo| photo.id).collect();
    let total = words::number(i18n, photos.len() as u64);
    let shared = pictures(photos.clone(), marked);
    let tiles = photos.into_iter().zip(1_u64..).map(|(photo, n)| {
        let label = say!(i18n, gallery.marking.mark, n = words::number(i18n, n), total = total.clone());
        view! { <MarkedTile photo label marked /> }
    });
    view! {
        <form class="marking" method="post" action=format!("/api/events/{code}/zip")>
            <div class="marking-bar">
                <p role="status">
                    {move || {
                        let n = count.get() as u64;
                        say!(i18n, gallery.marking.count, count = n, n = words::number(i18n, n))
                    }}
                </p>
                <div class="actions">
                    <button class="button" type="submit" disabled=move || alive.get() && count.get() == 0>
                        {say!(i18n, gallery.marking.download)}
                    </button>
                    <ShareButton
                        class="button quiet"
                        home=home
                        title=""
                        pictures=shared
                        ready=Signal::derive(move || (1..=MOST_SHARED).contains(&count.get()))
                    />
                    <MarkAll all alive marked />
                    <a class="button quiet" href=back.clone()>
                        {say!(i18n, gallery.marking.cancel)}
                    </a>
                </div>
            </div>
            <ul class="photos">{tiles.collect_view()}</ul>
        </form>
    }
}

#[component]
fn MarkAll(all: Vec<PhotoId>, alive: RwSignal<bool>, marked: RwSignal<HashSet<PhotoId>>) -> impl IntoView {
    let i18n = use_i18n();
    let mark = move |_| marked.set(all.iter().copied().collect());
    view! {
        <Show when=move || alive.get()>
            <button class="button quiet" type="button" on:click=mark.clone()>
                {say!(i18n, gallery.marking.all)}
            </button>
        </Show>
    }
}

#[component]
fn MarkedTile(photo: Photo, label: String, marked: RwSignal<HashSet<PhotoId>>) -> impl IntoView {
    let id = photo.id;
    let toggle = move |_| {
        marked.update(|marked| {
            if !marked.remove(&id) {
                marked.insert(id);
            }
        });
    };
    view! {
        <li style=shape(photo.width, photo.height)>
            <label class="mark">
                <input
                    type="checkbox"
                    name="photos"
                    value=id.to_string()
                    aria-label=label
                    prop:checked=move || marked.with(|marked| marked.contains(&id))
                    on:change=toggle
                />
                <img src=photo.thumb_url width=photo.width height=photo.height alt="" loading="lazy" decoding="async" />
            </label>
        </li>
    }
}

/// The marked photos as what the share sheet takes.
fn pictures(photos: Vec<Photo>, marked: RwSignal<HashSet<PhotoId>>) -> Signal<Vec<Picture>> {
    let photos = StoredValue::new(photos);
    Signal::derive(move || {
        marked.with(|marked| {
            photos.with_value(|photos| {
                let chosen = photos.iter().filter(|photo| marked.contains(&photo.id));
                chosen.map(picture).collect()
            })
        })
    })
}

/// A photo as what the share sheet takes: the original where it is to be had.
pub fn picture(photo: &Photo) -> Picture {
    let url = photo.download_url.clone().unwrap_or_else(|| photo.view_url.clone());
    Picture { url, filename: photo.filename.clone() }
}
