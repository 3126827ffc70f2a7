//! The faces of one new photo, among the people who are there.

use domain::embedding::EMBEDDING_DIMENSIONS;
use domain::{Embedding, FaceId};

use super::neighbours::dot;
use super::{PersonFace, TOGETHER};
use crate::gallery::levels::level_among;

/// Cosine to a person's best face below which the others are not looked at.
const WORTH_A_LOOK: f32 = 0.90;
/// The most people whose faces are looked at for one new face.
const SHORTLIST: usize = 8;
/// Up to so many people the line for joining is [`TOGETHER`]; among so many more it is so much higher, as one look at each person's best face is weaker evidence
/// than everybody's at once. Before the repair, F1 among 80 people is .961 at 0.008, .953 at 0.012 and .938 at 0.016; among 789 people .916, .945 and .961.
const FEW: f32 = 100.0;
const MANY: f32 = 800.0;
const HIGHER: f32 = 0.008;

/// How many faces of a person are looked at for a new one, the best first.
pub const LOOKED_AT: usize = 40;

/// Somebody who is there.
#[derive(Clone, Debug)]
pub struct Known {
    /// Their best face.
    pub stand: Embedding,
    /// Their best [`LOOKED_AT`] faces; of those who are not in the [`shortlist`] none are needed.
    pub faces: Vec<Embedding>,
    /// Whether they are in this photo already.
    pub taken: bool,
    /// New faces of which it was said that they are not theirs.
    pub refused: Vec<FaceId>,
}

/// What becomes of a new face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// It is one more face of the person with this place in the list.
    Person(usize),
    /// It founds a person.
    New,
    /// It is too poor to found one, and like nobody who is there.
    Nobody,
}

/// Who the faces might be: the places of people whose faces are worth fetching.
pub fn shortlist(stands: &[Embedding], faces: &[PersonFace]) -> Vec<usize> {
    let mut worth: Vec<usize> = Vec::new();
    for face in faces {
        let mut near: Vec<(f32, usize)> = stands
            .iter()
            .enumerate()
            .map(|(at, stand)| (cosine(&face.embedding, stand), at))
            .filter(|(cosine, _)| *cosine >= WORTH_A_LOOK)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        worth.extend(near.into_iter().take(SHORTLIST).map(|(_, at)| at));
    }
    worth.sort_unstable();
    worth.dedup();
    worth
}

/// Gives each face of one photo to the person it is most similar to, the most similar pair first. Nobody gets two: two faces of one photo are two
/// people.
pub fn join(people: &[Known], faces: &[PersonFace]) -> Vec<Joined> {
    let least = line_among(people.len());
    let to_stands: Vec<Vec<f32>> =
        faces.iter().map(|face| people.iter().map(|known| cosine(&face.embedding, &known.stand)).collect()).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (at, known) in people.iter().enumerate().filter(|(_, known)| !known.taken && !known.faces.is_empty()) {
        let own = level_of(people, at);
        let middle = sum(&known.faces);
        for (row, face) in faces.iter().enumerate().filter(|(_, face)| !known.refused.contains(&face.face)) {
            let cosine = dot(&middle, face.embedding.as_slice()) / known.faces.len() as f32;
            let score = cosine - f32::midpoint(own, level_among(&to_stands[row], at));
            if score >= least {
                pairs.push((score, row, at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut joined: Vec<Option<usize>> = vec![None; faces.len()];
    for (_, row, at) in pairs {
        if joined[row].is_none() && !joined.contains(&Some(at)) {
            joined[row] = Some(at);
        }
    }
    let what = |(face, joined): (&PersonFace, Option<usize>)| match joined {
        Some(at) => Joined::Person(at),
        None if face.founds() => Joined::New,
        None => Joined::Nobody,
    };
    faces.iter().zip(joined).map(what).collect()
}

/// Score from which a face joins one of so many people.
fn line_among(people: usize) -> f32 {
    let share = ((people as f32).max(FEW) / FEW).ln() / (MANY / FEW).ln();
    TOGETHER + HIGHER * share.min(1.0)
}

/// How alike a person is to the others.
fn level_of(people: &[Known], at: usize) -> f32 {
    let cosines: Vec<f32> = people.iter().map(|other| cosine(&people[at].stand, &other.stand)).collect();
    level_among(&cosines, at)
}

/// The same as [`Embedding::cosine`] in a tenth of the time: thousands of people are looked at for every face.
fn cosine(one: &Embedding, other: &Embedding) -> f32 {
    dot(one.as_slice(), other.as_slice())
}

fn sum(vectors: &[Embedding]) -> [f32; EMBEDDING_DIMENSIONS] {
    let mut sum = [0.0; EMBEDDING_DIMENSIONS];
    for vector in vectors {
        for (sum, value) in sum.iter_mut().zip(vector.as_slice()) {
            *sum += value;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use domain::PhotoId;

    use super::*;
    use crate::gallery::testing::{TestFace, crowd};
    use crate::people::{Facts, sort};

    fn person_face((vector, photo): &TestFace) -> PersonFace {
        let embedding = Embedding::from_raw(vector.as_slice().try_into().expect("128")).expect("a direction");
        PersonFace { face: FaceId::new(), photo: *photo, embedding, quality: 0.5, sure: true }
    }

    /// The people after photos came one by one: for each face its person.
    fn one_by_one(faces: &[PersonFace]) -> Vec<usize> {
        let mut people: Vec<Known> = Vec::new();
        let mut of = Vec::new();
        for face in faces {
            let stands: Vec<Embedding> = people.iter().map(|known| known.stand.clone()).collect();
            let worth = shortlist(&stands, std::slice::from_ref(face));
            let seen = people.iter().enumerate().map(|(at, known)| {
                let faces = if worth.contains(&at) { known.faces.clone() } else { Vec::new() };
                Known { faces, ..known.clone() }
            });
            let seen: Vec<Known> = seen.collect();
            let at = match join(&seen, std::slice::from_ref(face))[0] {
                Joined::Person(at) => at,
                Joined::New | Joined::Nobody => {
                    people.push(Known {
                        stand: face.embedding.clone(),
                        faces: Vec::new(),
                        taken: false,
                        refused: Vec::new(),
                    });
                    people.len() - 1
                }
            };
            people[at].faces.push(face.embedding.clone());
            of.push(at);
        }
        of
    }

    #[test]
    fn one_by_one_a_crowd_is_told_apart_and_sorted_it_is_the_same_as_all_at_once() {
        let faces: Vec<PersonFace> = crowd(25, 5, 0.25).iter().map(person_face).collect();
        let (people, sorted) = (one_by_one(&faces), sort(&faces, &Facts::default()));
        for (a, b) in (0..faces.len()).flat_map(|a| (0..faces.len()).map(move |b| (a, b))) {
            assert_eq!(people[a] == people[b], sorted[a] == sorted[b], "faces {a} and {b}");
        }
    }

    #[test]
    fn two_faces_of_a_photo_never_join_one_person() {
        let crowd = crowd(12, 3, 0.25);
        let known: Vec<Known> = crowd
            .chunks(3)
            .map(|faces| faces.iter().map(|face| person_face(face).embedding).collect::<Vec<_>>())
            .map(|faces| Known { stand: faces[0].clone(), faces, taken: false, refused: Vec::new() })
            .collect();
        let mut twins = vec![person_face(&crowd[1]), person_face(&crowd[1])];
        assert_eq!(join(&known, &twins), [Joined::Person(0), Joined::New]);
        twins[1].quality = 0.0;
        assert_eq!(join(&known, &twins), [Joined::Person(0), Joined::Nobody]);
        let mut taken = known.clone();
        taken[0].taken = true;
        assert_eq!(join(&taken, &twins[..1]), [Joined::New]);
        let mut refused = known;
        refused[0].refused = vec![twins[0].face];
        assert_eq!(join(&refused, &twins[..1]), [Joined::New]);
    }

    #[test]
    fn among_many_people_more_is_asked_of_a_face() {
        let lines = [0, 100, 300, 800, 100_000].map(line_among);
        assert!((lines[0] - TOGETHER).abs() < 1e-6 && (lines[1] - TOGETHER).abs() < 1e-6);
        assert!(lines[1] < lines[2] && lines[2] < lines[3]);
        assert!((lines[4] - TOGETHER - HIGHER).abs() < 1e-6);
    }

    #[test]
    fn the_first_photo_founds_people() {
        let photo = PhotoId::new();
        let faces: Vec<PersonFace> =
            crowd(3, 1, 0.25).into_iter().map(|(vector, _)| person_face(&(vector, photo))).collect();
        assert_eq!(join(&[], &faces), [Joined::New; 3]);
    }
}
