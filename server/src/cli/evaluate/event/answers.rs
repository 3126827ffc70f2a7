//! Guests who answer "Is this you?" truthfully, until nothing is left to ask: what `server/services/src/scans/vouch.rs` does, without its database.

use std::collections::{BTreeSet, HashSet};

use domain::{FaceId, PhotoId};
use faces::{Gallery, Match, Matches, VOUCHERS};

/// What a guest has when everything is answered.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Answered {
    /// Own photos that are open.
    pub(super) own: usize,
    /// Photos of others that are open.
    pub(super) others: usize,
    /// Questions that were asked.
    pub(super) asked: usize,
    /// Questions about somebody else.
    pub(super) about_others: usize,
}

/// Answers what a scan asks and what follows from the answers. `own` knows whose face it is.
pub(super) fn answer(gallery: &Gallery, found: &Matches, own: impl Fn(FaceId) -> bool) -> Answered {
    let mut opened: BTreeSet<Match> = found.certain.iter().copied().collect();
    let mut open: HashSet<PhotoId> = opened.iter().map(|found| found.photo).collect();
    let mut waiting: BTreeSet<Match> = found.maybe.iter().copied().collect();
    let mut asked: HashSet<FaceId> = HashSet::new();
    let (mut confirmed, mut about_others) = (0, 0);
    while let Some(question) = waiting.pop_first() {
        asked.insert(question.face);
        if !own(question.face) {
            about_others += 1;
            continue;
        }
        opened.insert(question);
        open.insert(question.photo);
        confirmed += 1;
        if confirmed > VOUCHERS {
            continue;
        }
        let vouched = gallery.vouched_for(question.face);
        for found in vouched.iter().filter(|found| waiting.remove(found)) {
            opened.insert(*found);
            open.insert(found.photo);
        }
        let new = vouched.into_iter().filter(|found| !asked.contains(&found.face) && !open.contains(&found.photo));
        waiting.extend(new.collect::<Vec<_>>());
    }
    let mine = opened.iter().filter(|found| own(found.face)).count();
    Answered { own: mine, others: opened.len() - mine, asked: asked.len(), about_others }
}
