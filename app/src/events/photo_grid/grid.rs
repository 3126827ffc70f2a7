//! The grid itself: measured, scrolled, filled.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::PhotoId;
use domain::photo::AdminPhoto;
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cards::Cards;
use super::focus::{Focus, box_id};
use super::window::{Screen, Shape};
use crate::events::photo_card::{PhotoActions, PhotoCard};
use crate::i18n::use_i18n;

/// Which photos are chosen, and what the key for deleting does.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// Their ids.
    pub chosen: RwSignal<BTreeSet<PhotoId>>,
    /// Counts how often deleting was asked for by key.
    pub delete: RwSignal<u32>,
}

impl Choosing {
    /// Asks whether to delete what is chosen; where nothing is, the photo that the keyboard is at.
    fn ask_to_delete(self, at: Option<AdminPhoto>) {
        if let Some(photo) = at.filter(|_| self.chosen.with_untracked(BTreeSet::is_empty)) {
            self.chosen.update(|chosen| {
                chosen.insert(photo.id);
            });
        }
        self.delete.update(|asked| *asked += 1);
    }
}

/// One place of the list, with its photo when it has come.
#[derive(Clone)]
struct Slot {
    place: u64,
    photo: Option<AdminPhoto>,
}

/// What makes a card another one: then it is made anew.
type SlotKey = (u64, Option<(PhotoId, &'static str, Option<&'static str>, Option<String>)>);

impl Slot {
    fn key(&self) -> SlotKey {
        let of = |photo: &AdminPhoto| {
            let kind = photo.kind.map(domain::photo::PhotoKind::as_str);
            (photo.id, photo.state.as_str(), kind, photo.thumb_url.clone())
        };
        (self.place, self.photo.as_ref().map(of))
    }
}

/// The photos, of which only those near the screen are in the page.
#[component]
pub fn PhotoGrid(
    /// The photos.
    cards: Cards,
    /// What can be done with one.
    actions: PhotoActions,
    /// Which ones are chosen.
    choosing: Choosing,
    /// Hears which part of the list is near the screen.
    seen: RwSignal<Range<u64>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let grid = NodeRef::<html::Ul>::new();
    let shape = RwSignal::new(None::<Shape>);
    let screen = RwSignal::new(Screen::default());
    let focus = Focus::new();
    let total = cards.total();
    let near = Memo::new(move |_| match shape.get() {
        Some(shape) => shape.near(total.get(), screen.get()),
        None => cards.first_page(),
    });
    watch(grid, shape, screen, total);
    Effect::new(move || {
        let near = near.get();
        cards.need(&near);
        seen.set(near);
    });
    let slots = Memo::new_with_compare(move |_| slots(cards, near.get(), focus.place().get(), total.get()), differ);
    Effect::new(move || {
        slots.track();
        focus.bring_back();
    });
    let room = move || shape.get().map_or((0.0, 0.0), |shape| shape.room(total.get(), &near.get()));
    let keys = move |event: KeyboardEvent| {
        let columns = shape.get_untracked().map_or(1, |shape| shape.columns);
        if !focus.follow(&event, grid, total.get_untracked(), columns) && event.key() == "Delete" {
            choosing.ask_to_delete(focus.place().get_untracked().and_then(|place| untrack(|| cards.at(place))));
        }
    };
    view! {
        <ul
            node_ref=grid
            class="photo-cards"
            aria-label=say!(i18n, dashboard.grid.label)
            style:padding-block-start=move || format!("{}px", room().0)
            style:padding-block-end=move || format!("{}px", room().1)
            on:keydown=keys
            on:focusout=move |event| focus.left(&event)
        >
            <For each=move || slots.get() key=Slot::key let:card>
                <Place card near shape focus total actions choosing />
            </For>
        </ul>
    }
}

/// What is near the screen, and the card the keyboard is at, in the order of the list.
fn slots(cards: Cards, near: Range<u64>, held: Option<u64>, total: u64) -> Vec<Slot> {
    let held = held.filter(|place| *place < total && !near.contains(place));
    let before = held.filter(|place| *place < near.start);
    let after = held.filter(|place| *place >= near.end);
    let places = before.into_iter().chain(near).chain(after);
    places.map(|place| Slot { place, photo: cards.at(place) }).collect()
}

fn differ(before: Option<&Vec<Slot>>, now: Option<&Vec<Slot>>) -> bool {
    let same = |before: &Vec<Slot>, now: &Vec<Slot>| {
        before.len() == now.len() && before.iter().zip(now).all(|(a, b)| a.place == b.place && a.photo == b.photo)
    };
    !matches!((before, now), (Some(before), Some(now)) if same(before, now))
}

/// One card in its place. One that is held by the keyboard alone stands where it would, out of the rows.
#[component]
fn Place(
    card: Slot,
    near: Memo<Range<u64>>,
    shape: RwSignal<Option<Shape>>,
    focus: Focus,
    total: Signal<u64>,
    actions: PhotoActions,
    choosing: Choosing,
) -> impl IntoView {
    let Slot { place, photo } = card;
    let apart = Memo::new(move |_| !near.get().contains(&place));
    let top = move || match (apart.get(), shape.get()) {
        (true, Some(shape)) => format!("{}px", shape.top(place)),
        _ => "auto".to_owned(),
    };
    let at = focus.place();
    let state = photo.as_ref().map_or("coming", |photo| photo.state.as_str());
    // The keyboard comes to the grid once, at the card it was at last; before that at the first one.
    let tab = move || match at.get() {
        Some(at) if at != place => "-1",
        None if shape.get().is_some() && near.get().start != place => "-1",
        _ => "0",
    };
    let card = match photo {
        Some(photo) => {
            let id = photo.id;
            let chosen = choosing.chosen;
            let is_chosen = Signal::derive(move || chosen.with(|chosen| chosen.contains(&id)));
            let choose = move |on: bool| {
                chosen.update(|chosen| {
                    if on {
                        chosen.insert(id)
                    } else {
                        chosen.remove(&id)
                    };
                });
            };
            let came = move || focus.came(place);
            view! { <PhotoCard photo actions box_id=box_id(place) tab=Signal::derive(tab) is_chosen choose came /> }
                .into_any()
        }
        None => view! { <div class="photo-blank" id=box_id(place) tabindex="-1"></div> }.into_any(),
    };
    view! {
        <li
            class="photo-card"
            class:is-apart=move || apart.get()
            data-state=state
            aria-setsize=move || total.get().to_string()
            aria-posinset=(place + 1).to_string()
            style:inset-block-start=top
        >
            {card}
        </li>
    }
}

/// Measures the grid once it is there and whenever the window changes, and follows the scrolling.
fn watch(grid: NodeRef<html::Ul>, shape: RwSignal<Option<Shape>>, screen: RwSignal<Screen>, total: Signal<u64>) {
    let look = move || {
        if let Some(now) = grid.get_untracked().and_then(|grid| measure_screen(&grid)) {
            screen.set(now);
        }
    };
    let measure = move || {
        look();
        if let Some(now) = grid.get_untracked().and_then(|grid| measure_shape(&grid))
            && shape.get_untracked() != Some(now)
        {
            shape.set(Some(now));
        }
    };
    Effect::new(move |before: Option<u64>| {
        let (there, total) = (grid.get().is_some(), total.get());
        if there {
            let first = before.is_none();
            request_animation_frame(move || {
                measure();
                if first {
                    keep_in_view(grid, shape, screen);
                }
            });
        }
        total
    });
    Effect::new(move || {
        let scroll = window_event_listener(ev::scroll, move |_| look());
        let resize = window_event_listener(ev::resize, move |_| measure());
        on_cleanup(move || {
            scroll.remove();
            resize.remove();
        });
    });
}

/// A page in the middle of the list gets room above it when the list becomes whole: what was seen stays where it was.
fn keep_in_view(grid: NodeRef<html::Ul>, shape: RwSignal<Option<Shape>>, screen: RwSignal<Screen>) {
    let first = grid.get_untracked().and_then(|grid| grid.first_element_child());
    let place = first.and_then(|card| card.get_attribute("aria-posinset")).and_then(|place| place.parse::<u64>().ok());
    if let (Some(shape), Some(place), Some(window)) = (shape.get_untracked(), place, web_sys::window())
        && place > 1
    {
        let above = shape.top(place - 1);
        screen.update(|screen| screen.above += above);
        request_animation_frame(move || window.scroll_by_with_x_and_y(0.0, above));
    }
}

fn measure_screen(grid: &HtmlElement) -> Option<Screen> {
    let height = web_sys::window()?.inner_height().ok()?.as_f64()?;
    Some(Screen { above: -grid.get_bounding_client_rect().top(), height })
}

/// How many columns the style sheet made, and how high a row is. `None` before there is a card.
fn measure_shape(grid: &HtmlElement) -> Option<Shape> {
    let style = web_sys::window()?.get_computed_style(grid).ok().flatten()?;
    let columns = style.get_property_value("grid-template-columns").ok()?.split_whitespace().count() as u64;
    let gap: f64 = style.get_property_value("row-gap").ok()?.trim_end_matches("px").parse().ok()?;
    let card = grid.query_selector(":scope > li:not(.is-apart)").ok().flatten()?.dyn_into::<HtmlElement>().ok()?;
    let row = card.get_bounding_client_rect().height() + gap;
    (row > gap).then_some(Shape { columns: columns.max(1), row })
}
