//! What faces say of each other: those of one person, and one that a guest has said "yes, this is me" to.

use std::collections::HashMap;

use domain::{Embedding, FaceId};

use super::{CERTAIN_FEW_FRAMES, Gallery, Match, best_of_each_photo};
use crate::people::Person;

/// How much of a face's score comes from the other faces of its person.
const SHARE: f32 = 0.33;

/// Moves every score towards the mean of those of the person's other faces: who is surely the guest in nine photos is so in a blurred tenth, and who is
/// not, is not in the one photo where they look like it. Only what the scan itself scores counts, so nothing drifts from face to face.
pub(super) fn lean_on_people(scores: &mut [f32], people: &[Option<Person>]) {
    let mut sums: HashMap<Person, (f32, f32)> = HashMap::new();
    for (score, person) in scores.iter().zip(people) {
        let Some(person) = person else { continue };
        let (sum, faces) = sums.entry(*person).or_default();
        *sum += score;
        *faces += 1.0;
    }
    for (score, person) in scores.iter_mut().zip(people) {
        let of_person = person.and_then(|person| sums.get(&person));
        if let Some((sum, faces)) = of_person.filter(|(_, faces)| *faces > 1.0) {
            *score += SHARE * ((sum - *score) / (faces - 1.0) - *score);
        }
    }
}

/// The most faces confirmed by a guest that speak for others.
pub const VOUCHERS: usize = 2;

impl Gallery {
    /// The faces that a confirmed face is surely the same person as: it is compared like a scan of one frame, at that scan's line. At most the best
    /// face of a photo, in order, and not the confirmed one. None when the face is not in the gallery.
    pub fn vouched_for(&self, confirmed: FaceId) -> Vec<Match> {
        let Some(at) = self.matches.iter().position(|found| found.face == confirmed) else { return Vec::new() };
        let Ok(probe) = Embedding::try_from_unit(self.matrix.row(at)) else { return Vec::new() };
        let photo = self.matches[at].photo;
        // Its person's other faces would lean on it alone.
        let scored = self.scores_alone(&probe).into_iter().zip(self.matches.iter().copied());
        let sure = scored.filter(|(score, found)| *score >= CERTAIN_FEW_FRAMES && found.photo != photo);
        let mut vouched: Vec<Match> = best_of_each_photo(sure).map(|(_, found)| found).collect();
        vouched.sort_unstable();
        vouched
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::testing::{crowd, gallery, towards};

    #[test]
    fn a_score_leans_on_those_of_the_same_person() {
        let mut scores = [0.9, 0.3, 0.6, 0.5, 0.4, 0.8];
        lean_on_people(&mut scores, &[Some(0), Some(0), Some(0), Some(1), None, None]);
        let expected = [0.9 - SHARE * 0.45, 0.3 + SHARE * 0.45, 0.6, 0.5, 0.4, 0.8];
        assert!(scores.iter().zip(expected).all(|(score, expected)| (score - expected).abs() < 1e-6), "{scores:?}");
    }

    #[test]
    fn a_face_speaks_for_the_others_of_the_same_person() {
        let faces = crowd(30, 4, 0.25);
        let gallery = gallery(&faces);
        for first in [0, 40, 116] {
            let mut others: Vec<_> = faces[first + 1..first + 4].iter().map(|(_, photo)| *photo).collect();
            others.sort_unstable();
            let confirmed = gallery.faces().iter().find(|found| found.photo == faces[first].1).expect("there");
            let vouched: Vec<_> = gallery.vouched_for(confirmed.face).into_iter().map(|found| found.photo).collect();
            assert_eq!(vouched, others);
        }
        assert_eq!(gallery.vouched_for(FaceId::new()), []);
    }

    #[test]
    fn nobody_who_is_in_the_photo_too_is_the_same() {
        let mut faces = crowd(30, 2, 0.25);
        faces.push((towards(&faces[0].0, &faces[2].0, 0.05), faces[0].1));
        let gallery = gallery(&faces);
        let confirmed = gallery.faces().iter().find(|found| found.photo == faces[0].1).expect("there");
        assert!(gallery.vouched_for(confirmed.face).iter().all(|found| found.photo != faces[0].1));
    }
}
