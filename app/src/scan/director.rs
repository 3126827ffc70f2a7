//! Decides, preview by preview, what the guest is told and when a frame is taken.

use domain::Embedding;
use domain::guidance::Guidance;

use super::collection::{Collection, Look, Verdict};
use super::line::Line;
use super::steady::{Patience, Spoken, Steady, Wait};

/// So many good previews in a row before a frame is taken: one may be luck.
const GOOD_IN_A_ROW: u32 = 2;
/// After a frame the guest is given this long to read the next line, in milliseconds.
const PAUSE_AFTER_FRAME: f64 = 700.0;
/// After a frame that was no good its reason stays this long, in milliseconds, whatever the preview says: the two
/// use different networks and may disagree for a moment.
const REASON_STAYS: f64 = 1_200.0;

/// What the scanner made of a frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Taken {
    /// A vector, and how far the head was turned, in degrees.
    Good(Box<Embedding>, f32),
    /// No vector, and what to tell the guest.
    Not(Guidance),
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Look at another preview.
    Look,
    /// Take this moment's frame.
    Take,
    /// Say what to try, and look on.
    Help,
    /// The camera does not work out.
    GiveUp,
}

/// One scan with the camera. Times are milliseconds of any steady clock.
#[derive(Debug)]
pub(super) struct Director {
    collection: Collection,
    steady: Steady,
    spoken: Spoken,
    patience: Patience,
    good: u32,
    no_take_before: f64,
    reason: Option<(Line, f64)>,
}

impl Director {
    /// The camera is on.
    pub(super) fn new(now: f64) -> Self {
        Self {
            collection: Collection::default(),
            steady: Steady::default(),
            spoken: Spoken::default(),
            patience: Patience::new(now),
            good: 0,
            no_take_before: now,
            reason: None,
        }
    }

    /// A preview was looked at. `warm`: frames can be taken.
    pub(super) fn looked(&mut self, advice: Guidance, warm: bool, now: f64) -> Next {
        self.reason = self.reason.filter(|(_, until)| now < *until);
        let line = match (self.reason, advice) {
            (Some((reason, _)), _) => reason,
            (None, Guidance::Good) if !warm => Line::Loading,
            (None, advice) => Line::of(advice, self.collection.len()),
        };
        self.steady.show(line, now);
        self.good = if advice == Guidance::Good { self.good + 1 } else { 0 };
        if !warm {
            // The guest waits for us, not we for the guest.
            self.patience.rewarded(now);
            return Next::Look;
        }
        if self.good >= GOOD_IN_A_ROW && now >= self.no_take_before {
            return Next::Take;
        }
        match self.patience.at(now) {
            Wait::On => Next::Look,
            Wait::Help => Next::Help,
            Wait::GiveUp => Next::GiveUp,
        }
    }

    /// A frame was taken. `true`: it was the last.
    pub(super) fn took(&mut self, taken: Taken, now: f64) -> bool {
        let verdict = match taken {
            Taken::Good(embedding, yaw) => self.collection.offer(Look { embedding: *embedding, yaw }, now),
            Taken::Not(advice) => {
                let line = Line::of(advice, self.collection.len());
                self.reason = Some((line, now + REASON_STAYS));
                self.good = 0;
                self.steady.show_now(line);
                return false;
            }
        };
        match verdict {
            Verdict::TurnALittle => {}
            Verdict::Kept | Verdict::StartedOver => {
                self.patience.rewarded(now);
                self.no_take_before = now + PAUSE_AFTER_FRAME;
                self.steady.show_now(Line::of(Guidance::Good, self.collection.len()));
            }
            Verdict::Complete => self.steady.show_now(Line::Done),
        }
        verdict == Verdict::Complete
    }

    /// The line to show.
    pub(super) fn line(&self) -> Option<Line> {
        self.steady.shown()
    }

    /// The line to speak, when it is time for one.
    pub(super) fn speak(&mut self, now: f64) -> Option<Line> {
        let shown = self.steady.shown()?;
        self.spoken.speak(shown, now)
    }

    /// How many frames are there.
    pub(super) fn frames(&self) -> usize {
        self.collection.len()
    }

    /// The vectors.
    pub(super) fn into_embeddings(self) -> Vec<Embedding> {
        self.collection.into_embeddings()
    }
}

#[cfg(test)]
mod tests {
    use domain::EMBEDDING_DIMENSIONS;

    use super::*;

    fn good(turned: f32, yaw: f32) -> Taken {
        let mut raw = [0.0; EMBEDDING_DIMENSIONS];
        (raw[0], raw[1]) = (turned.cos(), turned.sin());
        Taken::Good(Box::new(Embedding::from_raw(raw).expect("a direction")), yaw)
    }

    #[test]
    fn one_good_preview_is_not_enough() {
        let mut director = Director::new(0.0);
        assert_eq!(director.looked(Guidance::Good, true, 0.0), Next::Look);
        assert_eq!(director.looked(Guidance::Good, true, 50.0), Next::Take);
    }

    #[test]
    fn nothing_is_taken_while_the_scanner_warms_up() {
        let mut director = Director::new(0.0);
        for step in 0..100 {
            assert_eq!(director.looked(Guidance::Good, false, f64::from(step) * 1_000.0), Next::Look);
        }
        assert_eq!(director.line(), Some(Line::Loading));
    }

    #[test]
    fn each_frame_asks_for_the_next_turn() {
        let mut director = Director::new(0.0);
        assert!(!director.took(good(0.0, 0.0), 100.0));
        assert_eq!(director.line(), Some(Line::Turn));
        director.looked(Guidance::Good, true, 200.0);
        assert_eq!(director.looked(Guidance::Good, true, 250.0), Next::Look, "time to read");
        assert!(!director.took(good(0.1, 12.0), 900.0));
        assert_eq!(director.line(), Some(Line::TurnBack));
        assert!(director.took(good(0.2, -12.0), 1_800.0));
        assert_eq!(director.line(), Some(Line::Done));
        assert_eq!(director.into_embeddings().len(), 3);
    }

    #[test]
    fn the_reason_of_a_bad_frame_stays_long_enough_to_be_read() {
        let mut director = Director::new(0.0);
        director.took(Taken::Not(Guidance::TooDark), 0.0);
        director.looked(Guidance::Good, true, 600.0);
        director.looked(Guidance::Good, true, 1_100.0);
        assert_eq!(director.line(), Some(Line::Advice(Guidance::TooDark)));
        director.looked(Guidance::Good, true, 1_300.0);
        director.looked(Guidance::Good, true, 1_600.0);
        assert_eq!(director.line(), Some(Line::Stay));
    }

    #[test]
    fn a_guest_without_a_face_is_helped_after_twenty_seconds() {
        let mut director = Director::new(0.0);
        assert_eq!(director.looked(Guidance::NoFace, true, 19_999.0), Next::Look);
        assert_eq!(director.looked(Guidance::NoFace, true, 20_000.0), Next::Help);
        assert_eq!(director.looked(Guidance::NoFace, true, 120_000.0), Next::GiveUp);
    }
}
