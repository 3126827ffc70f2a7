//! Bringing a gallery up to date: photos come, are looked at anew, and go.

use std::collections::{HashMap, HashSet};

use domain::FaceId;

use super::{Gallery, GalleryFace, Match, room_for};
use crate::matrix::Vector;
use crate::people::Person;

/// The people whose best face may be another one after a change, and what it was before.
type Before = HashMap<Person, Option<Vector>>;

impl Gallery {
    /// Takes in faces that are new or have changed, and removes those that are no more.
    ///
    /// Afterwards it matches as one that is made anew of the same faces and people, to the last digits of a score, as long as there are no more people than
    /// everybody is measured against (1,000). Beyond that the levels are measured against the same people until their number has doubled or halved.
    /// A face of nobody founds no person here: it is taken for whom it looks like. Some milliseconds for a photo among a hundred thousand faces.
    pub fn update(&mut self, mut put: Vec<GalleryFace>, gone: &[FaceId]) {
        let mut before = Before::new();
        let removed: HashSet<FaceId> = gone.iter().copied().chain(put.iter().map(|face| face.face)).collect();
        let rows: Vec<usize> = (0..self.len()).filter(|row| removed.contains(&self.matches[*row].face)).collect();
        if rows.is_empty() && put.is_empty() {
            return;
        }
        for row in &rows {
            self.remember(self.roster.placed(*row), &mut before);
        }
        // From the end: what takes a removed row's place stays.
        for row in rows.into_iter().rev() {
            self.remove(row);
        }
        put.sort_unstable_by_key(|face| face.face);
        self.reserve(put.len());
        for face in put {
            self.add(&face, &mut before);
        }
        let Self { matches, quality, roster, .. } = self;
        roster.restand(|person| before.contains_key(&person), quality, |row| matches[row].face);
        self.surroundings.follow(&self.matrix, &mut self.roster, before);
    }

    /// Notes who stands for a person whose faces are about to change.
    fn remember(&self, person: Option<Person>, before: &mut Before) {
        if let Some(person) = person {
            before.entry(person).or_insert_with(|| self.roster.stand(person).map(|row| *self.matrix.row(row)));
        }
    }

    fn remove(&mut self, row: usize) {
        self.matches.swap_remove(row);
        self.quality.swap_remove(row);
        self.matrix.swap_remove(row);
        self.roster.swap_remove(row);
        self.surroundings.swap_remove(row);
    }

    fn reserve(&mut self, more: usize) {
        room_for(&mut self.matches, more);
        room_for(&mut self.quality, more);
        self.roster.reserve(more);
        self.surroundings.reserve(more);
    }

    fn add(&mut self, face: &GalleryFace, before: &mut Before) {
        let person = face.person.map(|id| self.roster.number(id));
        self.remember(person, before);
        self.matches.push(Match { photo: face.photo, face: face.face });
        self.quality.push(face.quality);
        self.matrix.push(face.embedding.as_slice());
        self.roster.push(person);
        self.surroundings.push();
    }
}

#[cfg(test)]
mod tests {
    use domain::{Embedding, PersonId, PhotoId};

    use super::*;
    use crate::gallery::testing::{Numbers, crowd, towards};
    use crate::gallery::{CERTAIN, CERTAIN_FEW_FRAMES, MAYBE, Matches, Probe};

    /// A crowd in photos of three, each person known by an id; every ninth face is nobody's.
    fn faces(people: usize, of_each: usize) -> Vec<GalleryFace> {
        let ids: Vec<PersonId> = (0..people).map(|_| PersonId::new()).collect();
        let crowd = crowd(people, of_each, 0.3);
        let photos: Vec<PhotoId> = (0..=crowd.len() / 3).map(|_| PhotoId::new()).collect();
        let mut numbers = Numbers::of(5);
        let mut faces: Vec<GalleryFace> = crowd
            .into_iter()
            .enumerate()
            .map(|(at, (vector, _))| GalleryFace {
                face: FaceId::new(),
                photo: photos[at % photos.len()],
                embedding: Embedding::from_raw(vector.try_into().expect("128")).expect("a direction"),
                quality: (numbers.next() % 1000) as f32 / 1000.0,
                person: (at % 9 != 8).then(|| ids[at / of_each]),
            })
            .collect();
        faces.sort_by_key(|face| face.photo);
        faces
    }

    fn photos(faces: &[GalleryFace]) -> impl Iterator<Item = &[GalleryFace]> {
        faces.chunk_by(|a, b| a.photo == b.photo)
    }

    fn probes(faces: &[GalleryFace]) -> Vec<Probe> {
        let looks = faces.iter().step_by(7).zip(faces.iter().skip(1).step_by(5)).zip(0_usize..);
        looks
            .map(|((one, other), at)| {
                let share = (at % 8) as f32 / 16.0;
                let vector = towards(one.embedding.as_slice(), other.embedding.as_slice(), share);
                let embedding = Embedding::from_raw(vector.try_into().expect("128")).expect("a direction");
                Probe { embedding, frames: at % 3 + 1 }
            })
            .collect()
    }

    /// Holds a gallery against one made at once: every score to the last digits, every match the same where no score is on the line.
    fn same(grown: &Gallery, faces: &[GalleryFace]) {
        let made = Gallery::new(faces.to_vec());
        assert_eq!(grown.len(), made.len());
        let mut matched = 0;
        for probe in probes(faces) {
            let by_face = |gallery: &Gallery| -> HashMap<FaceId, f32> {
                gallery.faces().iter().map(|found| found.face).zip(gallery.scores(&probe.embedding)).collect()
            };
            let (ours, theirs) = (by_face(grown), by_face(&made));
            for (face, score) in &theirs {
                assert!((ours[face] - score).abs() < 2e-6, "{} {score}", ours[face]);
            }
            let on_a_line =
                |score: &f32| [MAYBE, CERTAIN, CERTAIN_FEW_FRAMES].iter().any(|line| (score - line).abs() < 2e-6);
            if !theirs.values().any(on_a_line) {
                assert_eq!(grown.find(&probe), made.find(&probe));
                matched += made.find(&probe).certain.len();
            }
        }
        assert!(matched > 0 || faces.len() < 20, "the probes find something");
    }

    #[test]
    fn photos_one_by_one_match_as_all_at_once() {
        let faces = faces(60, 6);
        let mut gallery = Gallery::default();
        for photo in photos(&faces) {
            gallery.update(photo.to_vec(), &[]);
        }
        same(&gallery, &faces);
    }

    #[test]
    fn the_order_of_changes_makes_no_difference() {
        let mut faces = faces(50, 6);
        let mut gallery = Gallery::new(faces[..150].to_vec());
        gallery.update(faces[150..].to_vec(), &[]);
        // Some go, some are somebody else's now, some look different.
        let gone: Vec<FaceId> = faces.drain(40..90).map(|face| face.face).collect();
        let other = faces[60].person;
        for face in &mut faces[10..14] {
            face.person = other;
        }
        faces[20].quality = 0.99;
        faces[21].person = None;
        faces[22].embedding = faces[100].embedding.clone();
        gallery.update(faces[10..23].to_vec(), &gone);
        same(&gallery, &faces);
        let all: Vec<FaceId> = faces.iter().map(|face| face.face).collect();
        gallery.update(Vec::new(), &all);
        assert!(gallery.is_empty());
        assert_eq!(gallery.find(&probes(&faces)[0]), Matches::default());
        gallery.update(faces.clone(), &[]);
        same(&gallery, &faces);
    }

    #[test]
    fn of_many_faces_only_those_are_measured_anew_that_are_near_a_change() {
        // More products than are measured anew at every change.
        let mut faces = faces(450, 6);
        let split = faces.len() - 60;
        let mut gallery = Gallery::new(faces[..split].to_vec());
        let before = gallery.clone();
        for photo in photos(&faces[split..]) {
            gallery.update(photo.to_vec(), &[]);
        }
        same(&gallery, &faces);
        for photo in photos(&faces.split_off(faces.len() - 30)) {
            gallery.update(Vec::new(), &photo.iter().map(|face| face.face).collect::<Vec<_>>());
        }
        same(&gallery, &faces);
        same(&before, &faces[..split]);
    }

    #[test]
    fn among_more_people_than_are_measured_against_a_guest_still_finds_the_same_photos() {
        let faces = faces(1_400, 3);
        let split = faces.len() / 4;
        let mut gallery = Gallery::new(faces[..split].to_vec());
        for photos in faces[split..].chunks(90) {
            gallery.update(photos.to_vec(), &[]);
        }
        let made = Gallery::new(faces.clone());
        for guest in faces.iter().filter(|face| face.person.is_some()).step_by(40) {
            let own = |face: FaceId| faces.iter().any(|other| other.face == face && other.person == guest.person);
            let probe = Probe { embedding: guest.embedding.clone(), frames: 3 };
            let theirs = |gallery: &Gallery| -> Vec<Match> {
                gallery.find(&probe).certain.into_iter().filter(|found| own(found.face)).collect()
            };
            assert!(!theirs(&made).is_empty());
            assert_eq!(theirs(&gallery), theirs(&made));
        }
    }

    #[test]
    fn a_face_takes_less_than_seven_hundred_bytes() {
        let faces = faces(900, 6);
        let mut gallery = Gallery::new(faces[..3_000].to_vec());
        assert!(gallery.bytes() <= 700 * gallery.len(), "{} bytes a face", gallery.bytes() / gallery.len());
        for photo in photos(&faces[3_000..]) {
            gallery.update(photo.to_vec(), &[]);
        }
        assert!(gallery.bytes() <= 700 * gallery.len(), "{} bytes a face", gallery.bytes() / gallery.len());
    }
}
