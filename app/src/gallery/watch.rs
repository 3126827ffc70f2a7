//! While photos are still being prepared, a page looks again by itself.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::again::every;
use crate::landing::read_landing;
use crate::scan;

/// How often to ask how far the photos are.
const PAUSE: Duration = Duration::from_secs(20);

/// Asks now and then how far an event's photos are. When more of them are ready than the page has seen, `looked`
/// counts up, and the page reads its data again. Where the guest's own photos are shown (`search`), the frames of this
/// tab's scan are sent anew before, if they are at hand.
pub fn watch(code: String, seen: u64, looked: RwSignal<u32>, search: bool) {
    let busy = StoredValue::new(false);
    every(PAUSE, move || {
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        let code = code.clone();
        spawn_local(async move {
            // Without an answer there is always the next time.
            if let Ok(landing) = read_landing(code.clone()).await
                && landing.progress.ready != seen
            {
                if search {
                    scan::look_again(&code).await;
                }
                // The page may have been left meanwhile.
                looked.try_update(|n| *n += 1);
            }
            busy.try_set_value(false);
        });
    });
}
