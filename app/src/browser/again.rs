//! Doing something now and then.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

/// Calls `act` every so often while the component lives. In the browser only.
pub fn every(pause: Duration, act: impl Fn() + 'static) {
    let act = Rc::new(act);
    Effect::new(move || {
        let act = act.clone();
        // Fails only where there is no window.
        if let Ok(handle) = set_interval_with_handle(move || act(), pause) {
            on_cleanup(move || handle.clear());
        }
    });
}
