//! The picture behind an event's name.

use domain::event::{CoverSize, Event};
use leptos::prelude::*;

/// How many palettes `style/cover.css` has for events without a picture.
const PALETTES: u8 = 6;

/// An event's cover, or a calm backdrop in one of a few palettes, always the same one for the same event.
#[component]
pub fn Cover(
    /// Whose cover.
    event: Event,
    /// How wide it is shown, as `sizes` of an image says it.
    #[prop(default = "100vw")]
    sizes: &'static str,
) -> impl IntoView {
    match event.cover_thumbnail {
        Some(large) => {
            let small = large.replace(CoverSize::Large.as_str(), CoverSize::Small.as_str());
            let both = format!("{small} {}w, {large} {}w", CoverSize::Small.width(), CoverSize::Large.width());
            view! { <img class="cover" src=large srcset=both sizes=sizes alt="" /> }.into_any()
        }
        None => {
            view! { <div class="cover generated" data-palette=palette(event.code.as_str()) aria-hidden="true"></div> }
                .into_any()
        }
    }
}

fn palette(code: &str) -> String {
    let sum = code.bytes().fold(0_u8, u8::wrapping_add);
    (sum % PALETTES).to_string()
}
