//! Whether files may go: not while paused, and not while the connection is gone.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

/// The longest wait between two tries, in seconds.
const LONGEST: u64 = 30;

/// Whether files may go.
#[derive(Clone, Copy)]
pub struct Line {
    paused: RwSignal<bool>,
    /// How often in a row nothing came through. 0: all is well.
    losses: RwSignal<u32>,
    /// Whether the next try is waited for.
    waits: StoredValue<bool>,
}

impl Line {
    /// Open.
    pub fn new() -> Self {
        Self { paused: RwSignal::new(false), losses: RwSignal::new(0), waits: StoredValue::new(false) }
    }

    /// Whether somebody has paused.
    pub fn paused(self) -> RwSignal<bool> {
        self.paused
    }

    /// Whether the connection is gone.
    pub fn is_lost(self) -> Signal<bool> {
        Signal::derive(move || self.losses.get() > 0)
    }

    /// Whether a file may go now.
    pub fn is_open(self) -> bool {
        !self.paused.get_untracked() && !self.waits.get_value()
    }

    /// Something came through.
    pub fn holds(self) {
        if self.losses.get_untracked() > 0 {
            self.losses.set(0);
        }
    }

    /// Nothing came through: `again` is called after a while that grows with every loss. Files that were on their way
    /// together are one loss.
    pub fn lose(self, again: impl Fn() + 'static) {
        if self.waits.get_value() {
            return;
        }
        self.waits.set_value(true);
        let losses = self.losses.get_untracked();
        self.losses.set(losses.saturating_add(1));
        set_timeout(
            move || {
                // The page may have been left, or the browser has said that the connection is back.
                if self.waits.try_get_value() == Some(true) {
                    self.waits.set_value(false);
                    again();
                }
            },
            wait(losses),
        );
    }

    /// Calls `again` at once when the browser says that there is a connection, for as long as the component lives.
    pub fn listen(self, again: impl Fn() + Copy + 'static) {
        Effect::new(move || {
            let handle = window_event_listener(ev::online, move |_| {
                if self.waits.get_value() {
                    self.waits.set_value(false);
                    again();
                }
            });
            on_cleanup(move || handle.remove());
        });
    }
}

/// One second, then twice as long each time.
fn wait(losses: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(losses).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn waits_grow_and_are_bounded() {
        let seconds: Vec<u64> = [0, 1, 4, 5, 40, 400].into_iter().map(|losses| wait(losses).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 16, 30, 30, 30]);
    }
}
