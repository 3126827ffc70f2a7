//! The justified grid.

use domain::photo::Photo;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// One photo of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Where a press leads.
    pub href: String,
    /// Address of the small picture.
    pub src: String,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// What a screen reader says.
    pub alt: String,
    /// A few blurred pixels as a `data:` address.
    pub placeholder: Option<String>,
}

impl Tile {
    /// A photo's tile.
    pub fn of(photo: &Photo, href: String, alt: String) -> Self {
        Self {
            href,
            src: photo.thumb_url.clone(),
            width: photo.width,
            height: photo.height,
            alt,
            placeholder: photo.placeholder.clone(),
        }
    }
}

/// How many tiles of a page are fetched at once: about what a phone's first screen shows.
const EAGER: usize = 6;

/// Rows of equal height, as wide as the page, in the photos' own shapes. The style sheet does the sums: it only needs
/// each photo's shape.
#[component]
pub fn PhotoGrid(
    /// The photos.
    tiles: Vec<Tile>,
) -> impl IntoView {
    let tiles = tiles.into_iter().enumerate().map(|(at, tile)| {
        let style = shape(tile.width, tile.height);
        view! {
            <li style=style>
                <Picture tile at />
            </li>
        }
    });
    view! {
        <ul class="photos" on:click=grow_from_tile>
            {tiles.collect_view()}
        </ul>
    }
}

/// A tile's picture, which leads to the photo.
#[component]
pub fn Picture(
    /// The tile.
    tile: Tile,
    /// Which one of the page it is, from 0.
    at: usize,
) -> impl IntoView {
    let loading = if at < EAGER { "eager" } else { "lazy" };
    view! {
        <a href=tile.href style=blurred(tile.placeholder.as_deref())>
            <img src=tile.src width=tile.width height=tile.height alt=tile.alt loading=loading decoding="async" />
        </a>
    }
}

/// Names the pressed tile for the view transition, in which it grows into the viewer's picture of the same name.
pub fn grow_from_tile(event: MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let tile = pressed.and_then(|pressed| pressed.closest("a").ok().flatten());
    if let Some(tile) = tile.and_then(|tile| tile.dyn_into::<HtmlElement>().ok()) {
        // A browser that does not know the property changes pages without it.
        let _ = tile.style().set_property("view-transition-name", "photo");
    }
}

/// Puts a picture's blurred pixels behind it, so that something of it is there before it has come.
pub fn blurred(placeholder: Option<&str>) -> Option<String> {
    placeholder.map(|address| format!("background-image:url({address});background-size:100% 100%"))
}

/// A photo's shape for the style sheet, kept between 1 : 3 and 3 : 1 so that no panorama takes a screen of its own.
pub fn shape(width: u32, height: u32) -> String {
    let ratio = f64::from(width.max(1)) / f64::from(height.max(1));
    format!("--shape:{:.4}", ratio.clamp(1.0 / 3.0, 3.0))
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes_stay_in_bounds() {
        assert_eq!(shape(3000, 2000), "--shape:1.5000");
        assert_eq!(shape(10_000, 100), "--shape:3.0000");
        assert_eq!(shape(0, 0), "--shape:1.0000");
    }
}
