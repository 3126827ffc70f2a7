//! A closer look at the photo in the viewer: what fingers, mouse and keys do to it.

use leptos::ev::{MouseEvent, TouchEvent};
use leptos::prelude::*;

use super::zoom::{Fingers, Point, Zoom};
use crate::browser::keys::on_key;

/// Two taps within this time are a double tap, in milliseconds.
const DOUBLE: f64 = 300.0;
/// A finger that moved further, in CSS pixels, did not tap.
const STILL: f64 = 12.0;
/// How much closer a key comes.
const KEY: f64 = 1.5;

/// How the photo is shown, and the gesture that is going on.
#[derive(Clone, Copy)]
pub struct Closer {
    zoom: RwSignal<Zoom>,
    gesture: StoredValue<Option<Gesture>>,
    /// When and where the last tap was.
    tapped: StoredValue<Option<(f64, Point)>>,
}

#[derive(Clone, Copy)]
struct Gesture {
    fingers: Fingers,
    zoom: Zoom,
    still: bool,
}

impl Closer {
    /// The whole photo.
    pub fn new() -> Self {
        let zoom = RwSignal::new(Zoom::NONE);
        on_key(move |key| match key {
            "+" | "=" => zoom.update(|zoom| *zoom = zoom.by(KEY, (0.0, 0.0), screen())),
            "-" => zoom.update(|zoom| *zoom = zoom.by(1.0 / KEY, (0.0, 0.0), screen())),
            "0" => zoom.set(Zoom::NONE),
            _ => {}
        });
        Self { zoom, gesture: StoredValue::new(None), tapped: StoredValue::new(None) }
    }

    /// Whether the photo is larger than the screen.
    pub fn is_close(self) -> bool {
        self.zoom.get_untracked().is_close()
    }

    /// For the style sheet.
    pub fn style(self) -> String {
        self.zoom.get().style()
    }

    /// Fingers come down, or one more does.
    pub fn begin(self, event: &TouchEvent) {
        let fingers = Fingers::of(event, screen());
        let zoom = self.zoom.get_untracked();
        self.gesture.set_value(fingers.map(|fingers| Gesture { still: fingers.apart.is_none(), fingers, zoom }));
    }

    /// Fingers move.
    pub fn drag(self, event: &TouchEvent) {
        let Some(mut gesture) = self.gesture.get_value() else { return };
        let Some(now) = Fingers::of(event, screen()) else { return };
        let far = |from: f64, to: f64| (to - from).abs() > STILL;
        let (from, to) = (gesture.fingers.middle, now.middle);
        gesture.still &= !far(from.0, to.0) && !far(from.1, to.1);
        self.gesture.set_value(Some(gesture));
        self.zoom.set(gesture.fingers.drag(now, gesture.zoom, screen()));
    }

    /// A finger goes up. With another one still down, the gesture goes on with that.
    pub fn end(self, event: &TouchEvent) {
        let tap = self.gesture.get_value().filter(|gesture| gesture.still).map(|gesture| gesture.fingers.middle);
        self.begin(event);
        let Some(at) = tap else { return };
        let now = event.time_stamp();
        let near = |before: Point| (before.0 - at.0).hypot(before.1 - at.1) < 3.0 * STILL;
        let double = self.tapped.get_value().is_some_and(|(then, before)| now - then < DOUBLE && near(before));
        self.tapped.set_value((!double).then_some((now, at)));
        if double {
            // Else the browser would call it a double click as well.
            event.prevent_default();
            self.zoom.update(|zoom| *zoom = zoom.tapped(at, screen()));
        }
    }

    /// Two clicks of a mouse.
    pub fn double_click(self, event: &MouseEvent) {
        let size = screen();
        let at = (f64::from(event.client_x()) - size.0 / 2.0, f64::from(event.client_y()) - size.1 / 2.0);
        self.zoom.update(|zoom| *zoom = zoom.tapped(at, size));
    }
}

/// The size of the screen in CSS pixels, which the viewer fills.
fn screen() -> Point {
    let size = web_sys::window()
        .and_then(|window| Some((window.inner_width().ok()?.as_f64()?, window.inner_height().ok()?.as_f64()?)));
    size.unwrap_or((1.0, 1.0))
}
