//! Keys that work anywhere on a page.

use leptos::ev;
use leptos::prelude::*;

/// Calls `act` for every key pressed outside of a field while the component lives.
pub fn on_key(act: impl Fn(&str) + 'static) {
    Effect::new({
        // The effect runs in the browser only, and once: it depends on nothing.
        let act = std::rc::Rc::new(act);
        move || {
            let act = act.clone();
            let handle = window_event_listener(ev::keydown, move |event| {
                if !event.alt_key() && !event.ctrl_key() && !event.meta_key() {
                    act(&event.key());
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
}
