//! Values that change often, followed calmly.

use std::time::Duration;

use leptos::prelude::*;

/// The shortest time between two values that are passed on.
const PAUSE: Duration = Duration::from_secs(1);

/// Follows a value, but passes on at most one a second: the last one.
pub fn calmly<T: Clone + PartialEq + Send + Sync + 'static>(of: Memo<T>) -> ReadSignal<T> {
    let (calm, set_calm) = signal(of.get_untracked());
    let waiting = StoredValue::new(false);
    Effect::new(move || {
        of.track();
        if waiting.get_value() || of.get_untracked() == calm.get_untracked() {
            return;
        }
        waiting.set_value(true);
        set_timeout(
            move || {
                // The page may have been left meanwhile.
                if let Some(now) = of.try_get_untracked() {
                    waiting.set_value(false);
                    set_calm.set(now);
                }
            },
            PAUSE,
        );
    });
    calm
}
