//! All faces of an event at once.

use std::collections::HashMap;

use domain::{Embedding, FaceId, PhotoId};

use super::linkage::{Group, link};
use super::{FOUNDS, Facts, Matrix, ONE_PERSON, Person, tell_apart};
use crate::gallery::levels::Levels;

/// A face that belongs to somebody.
#[derive(Clone, Debug)]
pub struct PersonFace {
    /// Which one.
    pub face: FaceId,
    /// The photo it is in.
    pub photo: PhotoId,
    /// What it is compared by.
    pub embedding: Embedding,
    /// How well it can be recognised: [`crate::Quality::overall`].
    pub quality: f32,
    /// Whether it surely is a face.
    pub sure: bool,
}

impl PersonFace {
    /// Whether it is good enough to stand for somebody nobody else has been seen of.
    pub(super) fn founds(&self) -> bool {
        self.sure && self.quality >= FOUNDS
    }
}

/// Tells the people of an event apart: for each face its person, or nobody. What was said by hand holds; the order of the faces makes no difference
/// but to the numbers.
pub fn sort(faces: &[PersonFace], facts: &Facts) -> Vec<Option<Person>> {
    let mut order: Vec<usize> = (0..faces.len()).collect();
    order.sort_unstable_by_key(|row| faces[*row].face);
    let sorted: Vec<&PersonFace> = order.iter().map(|row| &faces[*row]).collect();
    let mut people = vec![None; faces.len()];
    for (row, person) in order.into_iter().zip(in_order(&sorted, facts)) {
        people[row] = person;
    }
    people
}

fn in_order(faces: &[&PersonFace], facts: &Facts) -> Vec<Option<Person>> {
    let matrix = Matrix::new(faces.iter().map(|face| face.embedding.as_slice().as_slice()));
    let photos: Vec<PhotoId> = faces.iter().map(|face| face.photo).collect();
    let quality: Vec<f32> = faces.iter().map(|face| face.quality).collect();
    let levels = Levels::measure(&matrix, &tell_apart(&matrix, &photos, &quality), &quality);
    let single = |row: usize| Group::single(matrix.row(row), photos[row], levels.of(row));

    let ids: Vec<FaceId> = faces.iter().map(|face| face.face).collect();
    let said = facts.of(&ids);
    // Who somebody has said something about is somebody, however poor the picture.
    let mut named = vec![false; faces.len()];
    for (row, first) in (0..).zip(&said.first).filter(|(row, first)| row != *first) {
        named[row as usize] = true;
        named[*first as usize] = true;
    }
    let founds = |row: usize| named[row] || faces[row].founds();

    // The groups to begin with: one face each, or those that were said to be one.
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: HashMap<u32, u32> = HashMap::new();
    let mut group: Vec<Option<u32>> = vec![None; faces.len()];
    for row in (0..faces.len()).filter(|row| founds(*row)) {
        let at = *group_of.entry(said.first[row]).or_insert(groups.len() as u32);
        match groups.get_mut(at as usize) {
            Some(group) => group.absorb(single(row)),
            None => groups.push(single(row)),
        }
        group[row] = Some(at);
    }
    let of_groups = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
        let both = |(a, b): &(u32, u32)| Some((group[*a as usize]?, group[*b as usize]?));
        let mut pairs: Vec<(u32, u32)> =
            pairs.iter().filter_map(both).filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let pairs = matrix.near_pairs();
    let people = link(groups, &of_groups(&pairs), &of_groups(&said.apart), ONE_PERSON);
    let mut person: Vec<Option<Person>> = group.iter().map(|group| group.map(|at| people[at as usize])).collect();
    take_in(&mut person, faces.len(), &single, &said.apart, &quality);
    renumber(&mut person);
    person
}

/// Gives the faces that found nobody to the person they are most similar to, the best faces first.
fn take_in(
    person: &mut [Option<Person>],
    faces: usize,
    single: &dyn Fn(usize) -> Group,
    apart: &[(u32, u32)],
    quality: &[f32],
) {
    let count = person.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut groups: Vec<Option<Group>> = vec![None; count];
    for (row, person) in person.iter().enumerate() {
        let Some(person) = person else { continue };
        match &mut groups[*person as usize] {
            Some(group) => group.absorb(single(row)),
            empty => *empty = Some(single(row)),
        }
    }
    let mut poor: Vec<usize> = (0..faces).filter(|row| person[*row].is_none()).collect();
    poor.sort_by(|a, b| quality[*b].total_cmp(&quality[*a]).then(a.cmp(b)));
    for row in poor {
        let face = single(row);
        let forbidden: Vec<Person> = apart
            .iter()
            .filter_map(|(a, b)| match row as u32 {
                this if this == *a => person[*b as usize],
                this if this == *b => person[*a as usize],
                _ => None,
            })
            .collect();
        let allowed = groups.iter().zip(0..).filter_map(|(group, at)| Some((group.as_ref()?, at as Person)));
        let best = allowed
            .filter(|(group, at)| !forbidden.contains(at) && !group.shares_a_photo(&face))
            .map(|(group, at)| (group.similarity(&face), at))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((similarity, at)) = best
            && similarity >= ONE_PERSON
        {
            person[row] = Some(at);
            if let Some(group) = &mut groups[at as usize] {
                group.absorb(face);
            }
        }
    }
}

/// Numbers people by their first face.
fn renumber(person: &mut [Option<Person>]) {
    let mut numbers: HashMap<Person, Person> = HashMap::new();
    for person in person.iter_mut().flatten() {
        let next = numbers.len() as Person;
        *person = *numbers.entry(*person).or_insert(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::testing::{TestFace, crowd, shuffled, towards};

    pub(in crate::people) fn person_faces(faces: &[TestFace]) -> Vec<PersonFace> {
        let face = |(vector, photo): &TestFace| PersonFace {
            face: FaceId::new(),
            photo: *photo,
            embedding: Embedding::from_raw(vector.as_slice().try_into().expect("128")).expect("a direction"),
            quality: 0.5,
            sure: true,
        };
        faces.iter().map(face).collect()
    }

    #[test]
    fn every_person_of_a_crowd_is_one() {
        let faces = person_faces(&crowd(30, 6, 0.25));
        for (face, person) in sort(&faces, &Facts::default()).into_iter().enumerate() {
            assert_eq!(person, Some(face as Person / 6), "face {face}");
        }
    }

    #[test]
    fn the_order_of_faces_makes_no_difference() {
        let crowd = crowd(20, 5, 0.25);
        let faces = person_faces(&crowd);
        let (order, _) = shuffled(&crowd);
        let mixed: Vec<PersonFace> = order.iter().map(|from| faces[*from].clone()).collect();
        let (straight, mixed) = (sort(&faces, &Facts::default()), sort(&mixed, &Facts::default()));
        for (at, from) in order.into_iter().enumerate() {
            assert_eq!(mixed[at], straight[from]);
        }
    }

    #[test]
    fn what_was_said_holds() {
        let faces = person_faces(&crowd(6, 4, 0.25));
        let id = |at: usize| faces[at].face;
        // The first two people are one; of the third, one face is somebody else.
        let facts =
            Facts { same: vec![(id(0), id(5))], different: vec![(id(8), id(9)), (id(8), id(10)), (id(8), id(11))] };
        let people = sort(&faces, &facts);
        assert!(people[..8].iter().all(|person| *person == people[0]), "{people:?}");
        assert!(people[9..12].iter().all(|person| *person == people[9]), "{people:?}");
        assert!(!people[9..12].contains(&people[8]) && people[8].is_some(), "{people:?}");
    }

    #[test]
    fn poor_faces_join_and_never_found() {
        let mut faces = person_faces(&crowd(8, 4, 0.25));
        faces[1].quality = 0.01;
        let stranger = crowd(9, 1, 0.25).pop().expect("one");
        faces.extend(person_faces(&[stranger]));
        faces[32].quality = 0.01;
        let people = sort(&faces, &Facts::default());
        assert_eq!(people[1], people[0]);
        assert_eq!(people[32], None);
        faces[32].sure = false;
        faces[32].quality = 0.9;
        assert_eq!(sort(&faces, &Facts::default())[32], None, "perhaps no face at all");
    }

    #[test]
    fn two_faces_of_one_photo_are_two_people_whatever_their_quality() {
        let mut crowd = crowd(10, 3, 0.25);
        let photo = crowd[0].1;
        let near = towards(&crowd[0].0, &crowd[1].0, 0.1);
        crowd.push((near, photo));
        let mut faces = person_faces(&crowd);
        faces[30].quality = 0.01;
        let people = sort(&faces, &Facts::default());
        assert_ne!(people[30], people[0]);
    }
}
