//! The grid of a guest's own photos: each with its heart.

use domain::photo::Photo;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::grid::{Picture, Tile, grow_from_tile, shape};
use super::hearts::{Heart, Hearts};
use super::selection::Selection;
use crate::i18n::use_i18n;
use crate::words;

/// The photos of a selection.
#[component]
pub fn MineGrid(
    /// The address of the event's landing page.
    home: String,
    /// The photos.
    photos: Vec<Photo>,
    /// The selection they are.
    selection: Selection,
    /// The page's hearts.
    hearts: Hearts,
) -> impl IntoView {
    let i18n = use_i18n();
    let total = words::number(i18n, photos.len() as u64);
    let query = selection.mine_query();
    let tiles = photos.into_iter().zip(1_u64..).map(|(photo, n)| {
        let href = format!("{home}/photo/{}{query}", photo.id);
        let alt = say!(i18n, gallery.alt_mine, n = words::number(i18n, n), total = total.clone());
        let tile = Tile::of(&photo, href, alt);
        view! {
            <li id=format!("photo-{}", photo.id) style=shape(photo.width, photo.height)>
                <Picture tile at=n as usize - 1 />
                <Heart hearts photo=photo.id show=selection viewer=false />
            </li>
        }
    });
    view! {
        <ul class="photos" on:click=grow_from_tile>
            {tiles.collect_view()}
        </ul>
    }
}
