//! The frames of one scan: which are kept, and when there are enough.

use domain::Embedding;
use domain::scan::{AGREE_COSINE, FRAMES};

/// Frames closer than this are one look: the server's line for copies (0.99999) with room to spare.
const SAME_LOOK_COSINE: f32 = 0.999_9;
/// How far apart two heads' turns are for two looks, in degrees: more than landmarks waver, less than a neck minds.
const TURN: f32 = 6.0;
/// After so long without a turn a frame counts all the same, in milliseconds: nobody is to get stuck.
const TURN_PATIENCE: f64 = 2_000.0;

/// A frame that was good enough for a vector.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// Its vector.
    pub(super) embedding: Embedding,
    /// How far the head was turned, in degrees.
    pub(super) yaw: f32,
}

/// What became of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Kept, and more are wanted.
    Kept,
    /// Kept, and these are all.
    Complete,
    /// Too much like one before: the guest should turn a little.
    TurnALittle,
    /// Somebody else than before: the collection begins again with this frame.
    StartedOver,
}

/// The looks of a scan so far.
#[derive(Debug, Default)]
pub(super) struct Collection {
    looks: Vec<Look>,
    last_kept: f64,
}

impl Collection {
    /// Judges a frame taken at `now` (milliseconds of any steady clock).
    pub(super) fn offer(&mut self, look: Look, now: f64) -> Verdict {
        let cosines = || self.looks.iter().map(|kept| kept.embedding.cosine(&look.embedding));
        if cosines().any(|cosine| cosine < AGREE_COSINE) {
            self.looks.clear();
            self.keep(look, now);
            return Verdict::StartedOver;
        }
        let copy = cosines().any(|cosine| cosine > SAME_LOOK_COSINE);
        let turned = self.looks.iter().all(|kept| (kept.yaw - look.yaw).abs() >= TURN);
        let waited = now - self.last_kept >= TURN_PATIENCE;
        if copy || !(turned || waited) {
            return Verdict::TurnALittle;
        }
        self.keep(look, now);
        if self.looks.len() >= usize::from(FRAMES.wanted) { Verdict::Complete } else { Verdict::Kept }
    }

    fn keep(&mut self, look: Look, now: f64) {
        self.looks.push(look);
        self.last_kept = now;
    }

    /// How many are kept.
    pub(super) fn len(&self) -> usize {
        self.looks.len()
    }

    /// The vectors, in the order they were taken.
    pub(super) fn into_embeddings(self) -> Vec<Embedding> {
        self.looks.into_iter().map(|look| look.embedding).collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::EMBEDDING_DIMENSIONS;

    use super::*;

    /// A look whose vector is `turned` radians away from straight ahead.
    fn look(turned: f32, yaw: f32) -> Look {
        let mut raw = [0.0; EMBEDDING_DIMENSIONS];
        (raw[0], raw[1]) = (turned.cos(), turned.sin());
        Look { embedding: Embedding::from_raw(raw).expect("a direction"), yaw }
    }

    #[test]
    fn three_turned_looks_are_a_scan() {
        let mut collection = Collection::default();
        assert_eq!(collection.offer(look(0.0, 0.0), 0.0), Verdict::Kept);
        assert_eq!(collection.offer(look(0.1, 10.0), 500.0), Verdict::Kept);
        assert_eq!(collection.offer(look(0.2, -10.0), 1_000.0), Verdict::Complete);
        assert_eq!(collection.into_embeddings().len(), 3);
    }

    #[test]
    fn a_head_that_stays_is_asked_to_turn_but_not_for_ever() {
        let mut collection = Collection::default();
        collection.offer(look(0.0, 0.0), 0.0);
        assert_eq!(collection.offer(look(0.1, 1.0), 500.0), Verdict::TurnALittle);
        assert_eq!(collection.offer(look(0.1, 1.0), 3_000.0), Verdict::Kept);
    }

    #[test]
    fn a_copy_is_never_kept() {
        let mut collection = Collection::default();
        collection.offer(look(0.0, 0.0), 0.0);
        assert_eq!(collection.offer(look(0.0, 50.0), 60_000.0), Verdict::TurnALittle);
    }

    #[test]
    fn another_person_starts_it_over() {
        let mut collection = Collection::default();
        collection.offer(look(0.0, 0.0), 0.0);
        collection.offer(look(0.1, 20.0), 500.0);
        assert_eq!(collection.offer(look(1.0, 0.0), 1_000.0), Verdict::StartedOver);
        assert_eq!(collection.len(), 1);
    }
}
