//! Which faces of an event are one person's.
//!
//! Average linkage: two groups of faces become one person while the mean similarity between their faces is high enough, the most similar groups
//! first. The mean of all pairs is the product of two sums of vectors, so a merge costs as much for a thousand faces as for two. Two faces
//! of one photo are never one person.
//!
//! Three ways lead to people. `tell_apart` serves the matcher: every face is somebody's. [`sort`] serves the organizer: what was said by hand
//! holds ([`Facts`]), and faces too poor to found a person join one or stay nobody's. [`join`] gives the faces of one new photo to the people
//! that are there; what it cannot see, the next [`sort`] puts right, so that photos one by one end like photos all at once.

mod facts;
mod incremental;
mod linkage;
mod neighbours;
mod sorting;

use domain::PhotoId;

use crate::gallery::levels::Levels;
use linkage::{Group, link};
pub(crate) use neighbours::{Matrix, dot};

pub use facts::Facts;
pub use incremental::{Joined, Known, LOOKED_AT, join, shortlist};
pub use sorting::{PersonFace, sort};

/// A person of a gallery: a number from 0 without gaps, by the first of its faces.
pub type Person = u32;

/// Mean cosine from which faces are surely one person's, before anything is known of the event: 1 in 120 such faces of 965 people is
/// somebody else's (B-cubed precision .992).
const SURELY: f32 = 0.945;
/// Mean score (see [`crate::gallery`]) from which faces are one person's: the middle of the best B-cubed F1 on 40 people (.970 to .974 from
/// 0.008 to 0.015) and on 965 people (.970 to .971 from 0.014 to 0.017).
pub(crate) const ONE_PERSON: f32 = 0.012;

/// The same where an organizer looks on, who sees two faces side by side before a guest ever gets a photo by them. Measured with everybody in the
/// background, photos one by one and all at once: repaired F1 on 40 people is .975 at 0.006, .969 at 0.008, .960 from 0.010 to 0.012 and .948 at 0.014, always at
/// precision 1; before the repair the precision falls from .977 at 0.008 to .969 at 0.006.
const TOGETHER: f32 = 0.008;

/// Quality from which a face may found a person; below it a face joins a person or stays nobody's, so that strangers in the background are no list of
/// people. Of the sure faces of seven family groups 41 of 41 found one without a line, 40 at 0.12, 34 at 0.2 and 29 at 0.25; of those of 29 crowds 68, 64, 32 and
/// 22. So at 0.2 half of the passers-by are gone, and of the families those of 20 to 24 px. Portraits lose nobody below 0.35.
const FOUNDS: f32 = 0.2;

/// Tells the people of an event apart: for each face its person.
///
/// First by plain cosine, strictly; what that shows of how alike the event's people are makes the second, finer pass possible.
pub(crate) fn tell_apart(matrix: &Matrix, photos: &[PhotoId], quality: &[f32]) -> Vec<Person> {
    among(matrix, &matrix.near_pairs(), photos, quality)
}

/// As [`tell_apart`], with the pairs at hand.
fn among(matrix: &Matrix, pairs: &[(u32, u32)], photos: &[PhotoId], quality: &[f32]) -> Vec<Person> {
    let single = |row: usize, level: f32| Group::single(matrix.row(row), photos[row], level);
    let first = link((0..matrix.rows()).map(|row| single(row, 0.0)).collect(), pairs, &[], SURELY);
    let levels = Levels::measure(matrix, &first, quality);
    link((0..matrix.rows()).map(|row| single(row, levels.of(row))).collect(), pairs, &[], ONE_PERSON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::testing::{crowd, shuffled};

    fn of(faces: &[(Vec<f32>, PhotoId)]) -> Vec<Person> {
        let matrix = Matrix::new(faces.iter().map(|(vector, _)| vector.as_slice()));
        let photos: Vec<PhotoId> = faces.iter().map(|(_, photo)| *photo).collect();
        tell_apart(&matrix, &photos, &vec![0.5; faces.len()])
    }

    #[test]
    fn every_person_of_a_crowd_is_one() {
        let faces = crowd(30, 6, 0.25);
        let people = of(&faces);
        for (face, person) in people.iter().enumerate() {
            assert_eq!(*person as usize, face / 6, "face {face}");
        }
    }

    #[test]
    fn the_order_of_photos_makes_no_difference() {
        let faces = crowd(20, 5, 0.25);
        let (order, mixed) = shuffled(&faces);
        let (straight, mixed) = (of(&faces), of(&mixed));
        for (at, &from) in order.iter().enumerate() {
            for (other_at, &other_from) in order.iter().enumerate() {
                assert_eq!(mixed[at] == mixed[other_at], straight[from] == straight[other_from]);
            }
        }
    }

    #[test]
    fn two_faces_of_one_photo_are_two_people() {
        let mut faces = crowd(1, 2, 0.05);
        assert_eq!(of(&faces), [0, 0]);
        faces[1].1 = faces[0].1;
        assert_eq!(of(&faces), [0, 1]);
    }

    #[test]
    fn nobody_is_no_person() {
        assert_eq!(of(&[]), Vec::<Person>::new());
    }
}
