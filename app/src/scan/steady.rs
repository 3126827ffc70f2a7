//! Makes a line of guidance calm: previews come twenty times a second, people read and listen more slowly.

use super::line::Line;

/// A new line shows after it was the advice for this long, in milliseconds: shorter flickers are not shown.
const SETTLE: f64 = 250.0;
/// A screen reader is given a line at most this often, in milliseconds: the time it takes to say one.
const SPEAK_EVERY: f64 = 2_000.0;
/// This long without a frame that counts, in milliseconds, and the guest is told what to try.
const HELP_AFTER: f64 = 20_000.0;
/// This long without one, and the camera is put away in favour of a picture.
const GIVE_UP_AFTER: f64 = 120_000.0;

/// The line that is shown.
#[derive(Debug, Default)]
pub(super) struct Steady {
    shown: Option<Line>,
    candidate: Option<(Line, f64)>,
}

impl Steady {
    /// Takes what one preview would say and returns the line to show.
    pub(super) fn show(&mut self, line: Line, now: f64) -> Line {
        let shown = *self.shown.get_or_insert(line);
        if line == shown {
            self.candidate = None;
            return shown;
        }
        let since = match self.candidate {
            Some((candidate, since)) if candidate == line => since,
            _ => now,
        };
        self.candidate = Some((line, since));
        if now - since >= SETTLE {
            self.shown = Some(line);
            self.candidate = None;
            return line;
        }
        shown
    }

    /// Shows a line at once: something happened that the guest waits to hear.
    pub(super) fn show_now(&mut self, line: Line) {
        self.shown = Some(line);
        self.candidate = None;
    }

    /// The line that is shown.
    pub(super) fn shown(&self) -> Option<Line> {
        self.shown
    }
}

/// The line that is spoken.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    last: Option<(Line, f64)>,
}

impl Spoken {
    /// Returns the line to speak now: not the one just said, and not while that is still being said.
    pub(super) fn speak(&mut self, shown: Line, now: f64) -> Option<Line> {
        if let Some((said, at)) = self.last
            && (said == shown || now - at < SPEAK_EVERY)
        {
            return None;
        }
        self.last = Some((shown, now));
        Some(shown)
    }
}

/// What to do about a guest who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Nothing yet.
    On,
    /// Say what to try.
    Help,
    /// Offer the picture instead.
    GiveUp,
}

/// Since when the guest waits for a frame that counts.
#[derive(Debug)]
pub(super) struct Patience {
    since: f64,
}

impl Patience {
    /// The camera is on.
    pub(super) fn new(now: f64) -> Self {
        Self { since: now }
    }

    /// A frame counted.
    pub(super) fn rewarded(&mut self, now: f64) {
        self.since = now;
    }

    /// How long it has been.
    pub(super) fn at(&self, now: f64) -> Wait {
        match now - self.since {
            waited if waited >= GIVE_UP_AFTER => Wait::GiveUp,
            waited if waited >= HELP_AFTER => Wait::Help,
            _ => Wait::On,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flicker_is_not_shown() {
        let mut steady = Steady::default();
        assert_eq!(steady.show(Line::Loading, 0.0), Line::Loading);
        assert_eq!(steady.show(Line::Stay, 50.0), Line::Loading);
        assert_eq!(steady.show(Line::Loading, 100.0), Line::Loading);
        assert_eq!(steady.show(Line::Stay, 150.0), Line::Loading);
        assert_eq!(steady.show(Line::Stay, 300.0), Line::Loading);
        assert_eq!(steady.show(Line::Stay, 400.0), Line::Stay);
    }

    #[test]
    fn a_screen_reader_is_not_flooded() {
        let mut spoken = Spoken::default();
        assert_eq!(spoken.speak(Line::Loading, 0.0), Some(Line::Loading));
        assert_eq!(spoken.speak(Line::Stay, 500.0), None);
        assert_eq!(spoken.speak(Line::Stay, 2_000.0), Some(Line::Stay));
        assert_eq!(spoken.speak(Line::Stay, 9_000.0), None, "it was said");
    }

    #[test]
    fn a_guest_who_waits_is_helped() {
        let mut patience = Patience::new(0.0);
        assert_eq!(patience.at(19_000.0), Wait::On);
        assert_eq!(patience.at(20_000.0), Wait::Help);
        patience.rewarded(20_000.0);
        assert_eq!(patience.at(39_000.0), Wait::On);
        assert_eq!(patience.at(140_000.0), Wait::GiveUp);
    }
}
