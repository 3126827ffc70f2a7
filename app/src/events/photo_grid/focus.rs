//! Where the keyboard is in the grid. It stays there when its card leaves the screen, and when cards are made anew.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::window::led_to;

/// The id of a card's box, by its place in the list.
pub fn box_id(place: u64) -> String {
    format!("choose-{place}")
}

/// Which card the keyboard is at.
#[derive(Clone, Copy)]
pub struct Focus {
    place: RwSignal<Option<u64>>,
    /// Whether the keyboard is in the grid, so that it has to be brought back when its card was made anew.
    held: StoredValue<bool>,
}

impl Focus {
    /// Nowhere yet.
    pub fn new() -> Self {
        Self { place: RwSignal::new(None), held: StoredValue::new(false) }
    }

    /// Which card it is at.
    pub fn place(self) -> Signal<Option<u64>> {
        self.place.into()
    }

    /// A card's box has got it.
    pub fn came(self, place: u64) {
        self.held.set_value(true);
        if self.place.get_untracked() != Some(place) {
            self.place.set(Some(place));
        }
    }

    /// It went from the grid to something else. When its card was taken out of the page it went nowhere.
    pub fn left(self, event: &FocusEvent) {
        let card = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if event.related_target().is_some() || card.is_some_and(|card| card.is_connected()) {
            self.held.set_value(false);
        }
    }

    /// Follows a key that leads from card to card. False for every other key.
    pub fn follow(self, event: &KeyboardEvent, grid: NodeRef<html::Ul>, total: u64, columns: u64) -> bool {
        let on_a_box = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if !on_a_box.is_some_and(|target| target.id().starts_with("choose-")) {
            return false;
        }
        let to = led_to(&event.key(), self.place.get_untracked().unwrap_or(0), total, columns, right_to_left(grid));
        let Some(to) = to else { return false };
        event.prevent_default();
        self.held.set_value(true);
        self.place.set(Some(to));
        true
    }

    /// After the cards have changed: brings the keyboard back to its card, once the page is drawn.
    pub fn bring_back(self) {
        let Some(place) = self.place.get_untracked() else { return };
        if !self.held.get_value() {
            return;
        }
        request_animation_frame(move || {
            let document = web_sys::window().and_then(|window| window.document());
            let wanted = document.as_ref().and_then(|document| document.get_element_by_id(&box_id(place)));
            let there = document.and_then(|document| document.active_element());
            if let Some(wanted) = wanted.filter(|wanted| there.as_ref() != Some(wanted))
                && let Ok(wanted) = wanted.dyn_into::<HtmlElement>()
            {
                // It fails for what cannot have it: then the keyboard stays where it is.
                let _ = wanted.focus();
            }
        });
    }
}

fn right_to_left(grid: NodeRef<html::Ul>) -> bool {
    let style = grid.get_untracked().and_then(|grid| web_sys::window()?.get_computed_style(&grid).ok().flatten());
    style.and_then(|style| style.get_property_value("direction").ok()).is_some_and(|direction| direction == "rtl")
}
