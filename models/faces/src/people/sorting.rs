//! All faces of an event at once.

use std::collections::{HashMap, HashSet};

use domain::{Embedding, FaceId, PhotoId};

use super::facts::Said;
use super::linkage::{Group, link};
use super::{FOUNDS, Facts, Matrix, Person, TOGETHER, among};
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
pub fn sort(faces: &[PersonFace], told: &Facts) -> Vec<Option<Person>> {
    let mut order: Vec<usize> = (0..faces.len()).collect();
    order.sort_unstable_by_key(|row| faces[*row].face);
    let sorted: Vec<&PersonFace> = order.iter().map(|row| &faces[*row]).collect();
    let mut people = vec![None; faces.len()];
    for (row, person) in order.into_iter().zip(in_order(&sorted, told)) {
        people[row] = person;
    }
    people
}

fn in_order(faces: &[&PersonFace], told: &Facts) -> Vec<Option<Person>> {
    let matrix = Matrix::new(faces.iter().map(|face| face.embedding.as_slice().as_slice()));
    let photos: Vec<PhotoId> = faces.iter().map(|face| face.photo).collect();
    let quality: Vec<f32> = faces.iter().map(|face| face.quality).collect();
    let near = matrix.near_pairs();
    let levels = Levels::measure(&matrix, &among(&matrix, &near, &photos, &quality), &quality);
    let single = |row: usize| Group::single(matrix.row(row), photos[row], levels.of(row));

    let ids: Vec<FaceId> = faces.iter().map(|face| face.face).collect();
    let said = told.of(&ids);
    // Who somebody has said something about is somebody, however poor the picture.
    let named: HashSet<u32> = said.same.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let founds = |row: usize| faces[row].founds() || named.contains(&(row as u32));

    let founders: Vec<usize> = (0..faces.len()).filter(|row| founds(*row)).collect();
    let mut group: Vec<Option<u32>> = vec![None; faces.len()];
    for (at, row) in (0..).zip(&founders) {
        group[*row] = Some(at);
    }
    let of_groups = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
        pairs.iter().filter_map(|(a, b)| Some((group[*a as usize]?, group[*b as usize]?))).collect()
    };
    let groups = founders.iter().map(|row| single(*row)).collect();
    let linked = link(groups, &of_groups(&near), &of_groups(&said.apart), TOGETHER);
    let mut person: Vec<Option<Person>> = group.iter().map(|at| at.map(|at| linked[at as usize])).collect();
    unite(&mut person, &said, &photos, &quality);
    take_in(&mut person, faces.len(), &single, &said.apart, &quality);
    found_rest(&mut person, founds);
    renumber(&mut person);
    person
}

/// Makes one person of those who were said to be one, however different they look. Where both are in a photo, the poorer face is nobody's for
/// now: two faces of one photo are two people.
fn unite(person: &mut [Option<Person>], said: &Said, photos: &[PhotoId], quality: &[f32]) {
    for (a, b) in &said.same {
        let (Some(one), Some(other)) = (person[*a as usize], person[*b as usize]) else { continue };
        let between = |x: Option<Person>, y: Option<Person>| {
            (x, y) == (Some(one), Some(other)) || (x, y) == (Some(other), Some(one))
        };
        let forbidden = said.apart.iter().any(|(x, y)| between(person[*x as usize], person[*y as usize]));
        if one == other || forbidden {
            continue;
        }
        let mut in_photo: HashMap<PhotoId, usize> = HashMap::new();
        for (row, photo) in photos.iter().enumerate() {
            if person[row] != Some(one) && person[row] != Some(other) {
                continue;
            }
            person[row] = Some(one);
            if let Some(before) = in_photo.insert(*photo, row) {
                let poorer = if quality[row] > quality[before] { before } else { row };
                person[poorer] = None;
                in_photo.insert(*photo, if poorer == row { before } else { row });
            }
        }
    }
}

/// Who is good enough and still nobody is somebody of their own.
fn found_rest(person: &mut [Option<Person>], founds: impl Fn(usize) -> bool) {
    let mut next = person.iter().flatten().max().map_or(0, |last| last + 1);
    for (row, person) in person.iter_mut().enumerate().filter(|(_, person)| person.is_none()) {
        if founds(row) {
            *person = Some(next);
            next += 1;
        }
    }
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
    let mut apart_from: HashMap<u32, Vec<u32>> = HashMap::new();
    for (a, b) in apart {
        apart_from.entry(*a).or_default().push(*b);
        apart_from.entry(*b).or_default().push(*a);
    }
    for row in poor {
        let face = single(row);
        let others = apart_from.get(&(row as u32)).into_iter().flatten();
        let forbidden: HashSet<Person> = others.filter_map(|other| person[*other as usize]).collect();
        let allowed = groups.iter().zip(0..).filter_map(|(group, at)| Some((group.as_ref()?, at as Person)));
        let best = allowed
            .filter(|(group, at)| !forbidden.contains(at) && !group.shares_a_photo(&face))
            .map(|(group, at)| (group.similarity(&face), at))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((similarity, at)) = best
            && similarity >= TOGETHER
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

    fn person_faces(faces: &[TestFace]) -> Vec<PersonFace> {
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
    fn people_said_to_be_one_stay_two_faces_of_a_photo() {
        let mut crowd = crowd(6, 4, 0.25);
        // Both of the first two are in one photo.
        crowd[7].1 = crowd[3].1;
        let mut faces = person_faces(&crowd);
        faces[3].quality = 0.4;
        let facts = Facts { same: vec![(faces[0].face, faces[5].face)], different: Vec::new() };
        let people = sort(&faces, &facts);
        assert!([1, 2, 4, 5, 6, 7].iter().all(|row| people[*row] == people[0]), "{people:?}");
        assert!(people[3].is_some() && people[3] != people[0], "{people:?}");
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
