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
#[cfg(test)]
pub(crate) mod testing;
mod vouching;

use std::collections::HashMap;

use domain::{Embedding, FaceId, PhotoId};

use crate::people::{Matrix, Person, tell_apart};
use levels::Levels;
pub use vouching::VOUCHERS;

/// Score from which a match of [`ENOUGH_FRAMES`] or more is certain. Measured on 965 people of which 58 scan: false for 4e-5 of the other faces
/// while .98 of the own ones are found.
const CERTAIN: f32 = 0.020;
/// With fewer frames the probe is less steady: a stricter line, at which one frame is false for 3e-6 and finds .89.
const CERTAIN_FEW_FRAMES: f32 = 0.022;
/// Fewer frames than this are few.
const ENOUGH_FRAMES: usize = 3;
/// Score from which a face is worth asking about: false for 3e-4 of the other faces, while .994 of the own ones are found.
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

/// The faces of an event, ready to be searched. Search is exact: every face is compared.
#[derive(Debug, Default)]
pub struct Gallery {
    matches: Vec<Match>,
    matrix: Matrix,
    people: Vec<Person>,
    levels: Levels,
}

impl Gallery {
    /// Tells the people apart and measures how alike they are: some milliseconds for a thousand faces, seconds for ten thousand.
    pub fn new(mut faces: Vec<GalleryFace>) -> Self {
        // In one order, so that the same faces give the same people.
        faces.sort_unstable_by_key(|face| face.face);
        let matrix = Matrix::new(faces.iter().map(|face| face.embedding.as_slice().as_slice()));
        let photos: Vec<PhotoId> = faces.iter().map(|face| face.photo).collect();
        let quality: Vec<f32> = faces.iter().map(|face| face.quality).collect();
        let people = tell_apart(&matrix, &photos, &quality);
        let levels = Levels::measure(&matrix, &people, &quality);
        let matches = faces.iter().map(|face| Match { photo: face.photo, face: face.face }).collect();
        Self { matches, matrix, people, levels }
    }

    /// How many faces.
    pub fn len(&self) -> usize {
        self.matches.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.matches.is_empty()
    }

    /// The faces, in the order of [`Self::people`] and [`Self::scores`].
    pub fn faces(&self) -> &[Match] {
        &self.matches
    }

    /// For each face its person.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// For each face its score, with the word of the person's other faces.
    pub fn scores(&self, probe: &Embedding) -> Vec<f32> {
        let mut scores = self.scores_alone(probe);
        vouching::lean_on_people(&mut scores, &self.people);
        scores
    }

    /// For each face its score by itself.
    fn scores_alone(&self, probe: &Embedding) -> Vec<f32> {
        let cosines = self.matrix.cosines(probe.as_slice());
        let level = self.levels.of_probe(&cosines);
        let score = |(face, cosine): (usize, &f32)| {
            cosine - f32::midpoint(level.beside(self.people[face]), self.levels.of(face))
        };
        cosines.iter().enumerate().map(score).collect()
    }

    /// The faces that are the guest's, and those to ask about. Two faces of one photo are two people, so at most the best face of a photo
    /// counts; equal scores rank by face.
    pub fn find(&self, probe: &Probe) -> Matches {
        let certain = if probe.frames >= ENOUGH_FRAMES { CERTAIN } else { CERTAIN_FEW_FRAMES };
        let mut best: HashMap<PhotoId, (f32, Match)> = HashMap::new();
        for (score, found) in self.scores(&probe.embedding).into_iter().zip(&self.matches) {
            if score < MAYBE {
                continue;
            }
            let known = best.entry(found.photo).or_insert((score, *found));
            if score > known.0 {
                *known = (score, *found);
            }
        }
        let mut matches = Matches::default();
        for (score, found) in best.into_values() {
            if score >= certain { &mut matches.certain } else { &mut matches.maybe }.push(found);
        }
        matches.certain.sort_unstable();
        matches.maybe.sort_unstable();
        matches
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
