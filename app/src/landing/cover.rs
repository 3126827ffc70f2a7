//! The picture behind an event's name.

use domain::event::Event;
use leptos::prelude::*;

/// How many palettes `style/cover.css` has for events without a picture.
const PALETTES: u8 = 6;

/// An event's cover, or a calm backdrop in one of a few palettes, always the same one for the same event.
#[component]
pub fn Cover(
    /// Whose cover.
    event: Event,
) -> impl IntoView {
    match event.cover_thumbnail {
        Some(address) => view! { <img class="cover" src=address alt="" /> }.into_any(),
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
