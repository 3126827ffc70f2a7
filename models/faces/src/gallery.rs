//! The faces of an event, and which of them a guest's are.
//!
//! Plain cosine has no threshold that serves everybody: some faces are close to many others, and some events are full of people who look alike.
//! What tells a match from a look-alike is how much closer it is than *other people* are. So a face's score is
//!
//! ```text
//! cosine(probe, face) − ½ (level of the probe + level of the face)
//! ```
//!
//! where a *level* is the mean cosine to the most similar other people of the event, one face each (local scaling; in retrieval known as
//! CSLS). Who another person is, the event's own people say (see [`crate::people`]), so that a bride with 300 photos is measured against the
//! guests and not against herself. In a small event there are few others to be measured against; its levels lean towards a constant.

pub(crate) mod levels;
mod roster;
mod surroundings;
#[cfg(test)]
pub(crate) mod testing;
mod update;
mod vouching;

use std::collections::{HashMap, HashSet};

use domain::{Embedding, FaceId, PersonId, PhotoId};

use crate::matrix::{Matrix, Vector};
use crate::people::{self, Person, tell_apart};
use roster::Roster;
use surroundings::Surroundings;
pub use vouching::VOUCHERS;

/// Score from which a match of [`ENOUGH_FRAMES`] or more is certain. Measured on 965 people of which 58 scan: false for 3e-5 of the other faces
/// while .985 of the own ones are found.
const CERTAIN: f32 = 0.020;
/// With fewer frames the probe is less steady: a stricter line, at which one frame is false for 2e-5 and finds .90.
const CERTAIN_FEW_FRAMES: f32 = 0.022;
/// Fewer frames than this are few.
const ENOUGH_FRAMES: usize = 3;
/// Score from which a face is worth asking about: false for 2.5e-4 of the other faces, while .994 of the own ones are found.
const MAYBE: f32 = 0.009;

/// A face of an event.
#[derive(Clone, Debug)]
pub struct GalleryFace {
    /// Which one.
    pub face: FaceId,
    /// The photo it is in.
    pub photo: PhotoId,
    /// What it is compared by.
    pub embedding: Embedding,
    /// How well it can be recognised: [`crate::Quality::overall`].
    pub quality: f32,
    /// Whose it is, where that is known.
    pub person: Option<PersonId>,
}

/// What is looked for in a gallery: the middle of a scan's frames.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The middle of the frames.
    pub embedding: Embedding,
    /// How many frames it was made of.
    pub frames: usize,
}

/// What a probe matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The guest's faces, in order.
    pub certain: Vec<Match>,
    /// Faces to ask about, in order.
    pub maybe: Vec<Match>,
}

/// A face that was matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The photo it is in.
    pub photo: PhotoId,
    /// Which one.
    pub face: FaceId,
}

/// The faces of an event, ready to be searched. Search is exact: no face is left out that could match. About 700 bytes each.
///
/// A copy shares its vectors with the original until one of them changes, so that a gallery can be searched while it is brought up to date.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    matches: Vec<Match>,
    quality: Vec<f32>,
    matrix: Matrix,
    roster: Roster,
    surroundings: Surroundings,
}

impl Gallery {
    /// Takes the people that the faces name and measures how alike they are: a second for a hundred thousand faces. A face that names nobody is taken
    /// for the person it looks like, or for nobody.
    ///
    /// Where no face names anybody, people are told apart first: some milliseconds for a thousand faces, seconds for ten thousand.
    pub fn new(mut faces: Vec<GalleryFace>) -> Self {
        // In one order, so that the same faces give the same people.
        faces.sort_unstable_by_key(|face| face.face);
        let matches: Vec<Match> = faces.iter().map(|face| Match { photo: face.photo, face: face.face }).collect();
        let quality: Vec<f32> = faces.iter().map(|face| face.quality).collect();
        let mut roster = Roster::default();
        if faces.iter().any(|face| face.person.is_some()) {
            roster.reserve(faces.len());
            let mut numbers: HashMap<PersonId, Person> = HashMap::new();
            for face in &faces {
                let number = face.person.map(|id| *numbers.entry(id).or_insert_with(|| roster.found(id)));
                roster.push(number);
            }
        } else {
            let photos: Vec<PhotoId> = faces.iter().map(|face| face.photo).collect();
            let vectors = people::Matrix::new(faces.iter().map(|face| face.embedding.as_slice().as_slice()));
            roster = Roster::told_apart(tell_apart(&vectors, &photos, &quality));
        }
        roster.restand(|_| true, &quality, |row| matches[row].face);
        let matrix = Matrix::new(faces.iter().map(|face| face.embedding.as_slice()));
        let surroundings = Surroundings::measure(&matrix, &mut roster);
        Self { matches, quality, matrix, roster, surroundings }
    }

    /// How many faces.
    pub fn len(&self) -> usize {
        self.matches.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.matches.is_empty()
    }

    /// Memory that it takes, in bytes; what copies share is counted for each.
    pub fn bytes(&self) -> usize {
        let lists = self.matches.capacity() * size_of::<Match>() + self.quality.capacity() * size_of::<f32>();
        size_of::<Self>() + lists + self.matrix.bytes() + self.roster.bytes() + self.surroundings.bytes()
    }

    /// The faces, in the order of [`Self::people`] and [`Self::scores`].
    pub fn faces(&self) -> &[Match] {
        &self.matches
    }

    /// For each face its person, or nobody. Numbers are from 0; those of people who went are free.
    pub fn people(&self) -> Vec<Option<Person>> {
        (0..self.len()).map(|row| self.roster.of(row)).collect()
    }

    /// For each face its score, with the word of the person's other faces.
    pub fn scores(&self, probe: &Embedding) -> Vec<f32> {
        let mut scores = self.scores_alone(probe);
        vouching::lean_on_people(&mut scores, &self.people());
        scores
    }

    /// For each face its score by itself.
    fn scores_alone(&self, probe: &Embedding) -> Vec<f32> {
        let probe = probe.as_slice();
        let cosines: Vec<f32> = (0..self.len()).map(|row| self.matrix.cosine(row, probe)).collect();
        let around = self.surroundings.around(&self.roster, &cosines, |row| cosines[row]);
        let score = |(row, cosine): (usize, &f32)| around.score(*cosine, row, self.roster.of(row));
        cosines.iter().enumerate().map(score).collect()
    }

    /// The faces that are the guest's, and those to ask about. Two faces of one photo are two people, so at most the best face of a photo
    /// counts; equal scores rank by face.
    ///
    /// Scores are computed of those faces only that may reach the lowest one that counts: the same matches as of all [`Self::scores`].
    pub fn find(&self, probe: &Probe) -> Matches {
        let certain = if probe.frames >= ENOUGH_FRAMES { CERTAIN } else { CERTAIN_FEW_FRAMES };
        let counts = self.scores_that_count(probe.embedding.as_slice()).into_iter();
        let mut matches = Matches::default();
        for (score, found) in best_of_each_photo(counts.map(|(score, row)| (score, self.matches[row]))) {
            if score >= certain { &mut matches.certain } else { &mut matches.maybe }.push(found);
        }
        matches.certain.sort_unstable();
        matches.maybe.sort_unstable();
        matches
    }
}

impl Gallery {
    /// The scores from [`MAYBE`] on, and whose they are. A person of whom no face reaches the line by itself has none that does with the others'
    /// word, so only the people of faces that may reach it are looked at.
    fn scores_that_count(&self, probe: &Vector) -> Vec<(f32, usize)> {
        let ceilings = self.matrix.ceilings(probe);
        let around = self.surroundings.around(&self.roster, &ceilings, |row| self.matrix.cosine(row, probe));
        let score = |row: usize| around.score(self.matrix.cosine(row, probe), row, self.roster.of(row));
        let reaching: Vec<usize> =
            around.may_reach(&ceilings, MAYBE).into_iter().filter(|row| score(*row) >= MAYBE).collect();
        let people: HashSet<Person> = reaching.iter().filter_map(|row| self.roster.of(*row)).collect();
        let alone = reaching.into_iter().filter(|row| self.roster.of(*row).is_none());
        let together =
            (0..self.len()).filter(|row| self.roster.of(*row).is_some_and(|person| people.contains(&person)));
        let rows: Vec<usize> = together.chain(alone).collect();
        let mut scores: Vec<f32> = rows.iter().map(|row| score(*row)).collect();
        let whose: Vec<Option<Person>> = rows.iter().map(|row| self.roster.of(*row)).collect();
        vouching::lean_on_people(&mut scores, &whose);
        scores.into_iter().zip(rows).filter(|(score, _)| *score >= MAYBE).collect()
    }
}

/// The best face of each photo; of equal ones the first by face.
fn best_of_each_photo(scored: impl Iterator<Item = (f32, Match)>) -> impl Iterator<Item = (f32, Match)> {
    let mut best: HashMap<PhotoId, (f32, Match)> = HashMap::new();
    for (score, found) in scored {
        let known = best.entry(found.photo).or_insert((score, found));
        if score > known.0 || (score >= known.0 && found.face < known.1.face) {
            *known = (score, found);
        }
    }
    best.into_values()
}

/// Makes room for some more in a list, and for a little beyond that: doubling it would take more memory than its faces do.
fn room_for<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 64));
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{crowd, gallery, towards};
    use super::*;

    fn probe(vector: &[f32], frames: usize) -> Probe {
        Probe { embedding: Embedding::from_raw(vector.try_into().expect("128")).expect("a direction"), frames }
    }

    #[test]
    fn a_guest_finds_their_photos_and_nobody_elses() {
        for people in [3, 22, 200] {
            let faces = crowd(people, 4, 0.25);
            let gallery = gallery(&faces);
            let found = gallery.find(&probe(&faces[4].0, 3));
            let photos: Vec<PhotoId> = found.certain.iter().map(|found| found.photo).collect();
            let mut own: Vec<PhotoId> = faces[4..8].iter().map(|(_, photo)| *photo).collect();
            own.sort_unstable();
            assert_eq!(photos, own, "{people} people");
            assert_eq!(found.maybe, []);
        }
    }

    #[test]
    fn who_is_in_two_hundred_photos_is_found_in_all_of_them() {
        let mut faces = crowd(40, 3, 0.25);
        let bride = crowd(41, 200, 0.25).split_off(40 * 200);
        faces.extend(bride.clone());
        let found = gallery(&faces).find(&probe(&bride[0].0, 3));
        assert_eq!(found.certain.len(), 200);
    }

    #[test]
    fn a_stranger_finds_nothing() {
        let faces = crowd(22, 4, 0.25);
        let stranger = crowd(23, 1, 0.25).pop().expect("one");
        assert_eq!(gallery(&faces).find(&probe(&stranger.0, 3)), Matches::default());
        assert_eq!(Gallery::new(Vec::new()).find(&probe(&stranger.0, 3)), Matches::default());
    }

    #[test]
    fn at_most_one_face_of_a_photo_is_the_guests() {
        let mut faces = crowd(30, 2, 0.25);
        let near = towards(&faces[0].0, &faces[2].0, 0.05);
        faces.push((near, faces[0].1));
        let found = gallery(&faces).find(&probe(&faces[0].0, 3));
        assert_eq!(found.certain.iter().filter(|found| found.photo == faces[0].1).count(), 1);
    }

    #[test]
    fn what_is_found_is_what_all_scores_say() {
        for (people, of_each, spread) in [(2, 3, 0.3), (25, 4, 0.5), (300, 5, 0.6)] {
            let faces = crowd(people, of_each, spread);
            let gallery = gallery(&faces);
            for (at, (vector, _)) in faces.iter().enumerate().step_by(3) {
                let probe = probe(&towards(vector, &faces[at / 2].0, (at % 10) as f32 / 20.0), 1 + at % 4);
                let certain = if probe.frames >= ENOUGH_FRAMES { CERTAIN } else { CERTAIN_FEW_FRAMES };
                let mut expected = Matches::default();
                // Here every face has a photo of its own.
                for (score, found) in gallery.scores(&probe.embedding).into_iter().zip(gallery.faces()) {
                    match score {
                        score if score >= certain => expected.certain.push(*found),
                        score if score >= MAYBE => expected.maybe.push(*found),
                        _ => {}
                    }
                }
                expected.certain.sort_unstable();
                expected.maybe.sort_unstable();
                assert_eq!(gallery.find(&probe), expected, "{people} people, probe {at}");
            }
        }
    }

    #[test]
    fn of_equal_faces_in_one_photo_the_first_counts() {
        let mut faces = crowd(30, 1, 0.25);
        faces.push(faces[3].clone());
        let gallery = gallery(&faces);
        let twins = gallery.faces().iter().filter(|found| found.photo == faces[3].1).map(|found| found.face);
        let found = gallery.find(&probe(&faces[3].0, 3));
        assert_eq!(found.certain.iter().map(|found| found.face).collect::<Vec<_>>(), [twins.min().expect("two")]);
    }

    #[test]
    fn between_the_bands_is_asked() {
        let faces = crowd(31, 1, 0.25);
        let (outsider, faces) = faces.split_last().expect("some");
        let gallery = gallery(faces);
        let bands: Vec<(usize, usize)> = (0..=100)
            .map(|step| gallery.find(&probe(&towards(&faces[0].0, &outsider.0, step as f32 / 100.0), 3)))
            .map(|found| (found.certain.len(), found.maybe.len()))
            .collect();
        let asked = bands.iter().position(|band| *band == (0, 1)).expect("asked");
        assert!(bands[..asked].iter().all(|band| *band == (1, 0)), "{bands:?}");
        assert_eq!(bands[100], (0, 0));
    }
}
