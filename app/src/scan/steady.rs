//! Makes a line of guidance calm: previews come twenty times a second, people read and listen more slowly.

use domain::guidance::Guidance;

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
    shown: Option<Guidance>,
    candidate: Option<(Guidance, f64)>,
}

impl Steady {
    /// Takes the advice of one preview and returns the line to show.
    pub(super) fn show(&mut self, advice: Guidance, now: f64) -> Guidance {
        let shown = *self.shown.get_or_insert(advice);
        if advice == shown {
            self.candidate = None;
            return shown;
        }
        let since = match self.candidate {
            Some((candidate, since)) if candidate == advice => since,
            _ => now,
        };
        self.candidate = Some((advice, since));
        if now - since >= SETTLE {
            self.shown = Some(advice);
            self.candidate = None;
            return advice;
        }
        shown
    }
}

/// The line that is spoken.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    last: Option<(Guidance, f64)>,
}

impl Spoken {
    /// Returns the line to speak now: not the one just said, and not while that is still being said.
    pub(super) fn speak(&mut self, shown: Guidance, now: f64) -> Option<Guidance> {
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
        assert_eq!(steady.show(Guidance::NoFace, 0.0), Guidance::NoFace);
        assert_eq!(steady.show(Guidance::TooFar, 50.0), Guidance::NoFace);
        assert_eq!(steady.show(Guidance::NoFace, 100.0), Guidance::NoFace);
        assert_eq!(steady.show(Guidance::TooFar, 150.0), Guidance::NoFace);
        assert_eq!(steady.show(Guidance::TooFar, 300.0), Guidance::NoFace);
        assert_eq!(steady.show(Guidance::TooFar, 400.0), Guidance::TooFar);
    }

    #[test]
    fn a_screen_reader_is_not_flooded() {
        let mut spoken = Spoken::default();
        assert_eq!(spoken.speak(Guidance::NoFace, 0.0), Some(Guidance::NoFace));
        assert_eq!(spoken.speak(Guidance::TooFar, 500.0), None);
        assert_eq!(spoken.speak(Guidance::TooFar, 2_000.0), Some(Guidance::TooFar));
        assert_eq!(spoken.speak(Guidance::TooFar, 9_000.0), None, "it was said");
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
