//! The same photo, taken otherwise, shows the same people.

use domain::{FaceId, PhotoId};
use faces::{Bounds, DecodeLimits, Engine, Face, Facts, PersonFace, Pixels, Settings, decode, sort_people};

use crate::house;

/// Fails unless both show the same faces, one to one, in the same places and, by their embeddings, the same people. `scale` is pixels of `found` for one
/// of `expected`, `least` the cosine that two pictures of the same moment have at least.
fn assert_same_people(expected: &[Face], found: &[Face], scale: f32, least: f32, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}: as many faces");
    for face in expected {
        let Bounds { x, y, width, height } = face.bounds;
        let place = Bounds { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
        let overlap = |other: &&Face| place.iou(&other.bounds);
        let same = found.iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b))).expect("faces");
        assert!(overlap(&same) > 0.5, "{what}: {place:?} is at {:?}", same.bounds);
        let cosine = face.embedding.cosine(&same.embedding);
        assert!(cosine >= least, "{what}: {place:?} is another person: {cosine}");
        let ratio = same.quality.size_px / (face.quality.size_px * scale);
        assert!((0.85..1.15).contains(&ratio), "{what}: {place:?} is {ratio} times as large");
    }
}

#[test]
fn a_camera_held_in_eight_ways_sees_the_same_people() {
    let engine = house::engine(Settings::photo());
    for number in [1, 5] {
        let upright = house::photo(number);
        let expected = engine.faces(&upright).expect("runs");
        for orientation in 1..=8 {
            let file = house::encode_turned_jpeg(&upright, orientation);
            let photo = decode(&file, &DecodeLimits::default()).expect("decodes").pixels;
            assert_eq!((photo.width, photo.height), (upright.width, upright.height), "orientation {orientation}");
            let found = engine.faces(&photo).expect("runs");
            assert_same_people(&expected, &found, 1.0, 0.99, &format!("sample{number}, orientation {orientation}"));
        }
    }
}

#[test]
fn a_photo_of_another_size_shows_the_same_people() {
    let engine = house::engine(Settings::photo());
    for number in [1, 6] {
        let photo = house::photo(number);
        let expected = engine.faces(&photo).expect("runs");
        for factor in [0.5, 1.5] {
            let found = engine.faces(&house::scaled(&photo, factor)).expect("runs");
            assert_same_people(&expected, &found, factor, 0.97, &format!("sample{number} times {factor}"));
        }
    }
}

/// Whose the faces of photos are, photo by photo from the left: everybody by the place of their first face, when photos come in this order.
fn people_in_order(engine: &Engine, photos: &[(usize, Pixels)], order: &[usize]) -> Vec<Vec<(usize, usize)>> {
    let mut faces = Vec::new();
    let mut places = Vec::new();
    for at in order {
        let (number, photo) = &photos[*at];
        let mut found = engine.faces(photo).expect("runs");
        found.sort_by(|a, b| a.bounds.x.total_cmp(&b.bounds.x));
        let id = PhotoId::new();
        for (place, face) in found.into_iter().enumerate() {
            let quality = face.quality.overall;
            faces.push(PersonFace {
                face: FaceId::new(),
                photo: id,
                embedding: face.embedding,
                quality,
                sure: face.sure,
            });
            places.push((*number, place));
        }
    }
    let people = sort_people(&faces, &Facts::default());
    let mut together: Vec<Vec<(usize, usize)>> = Vec::new();
    for person in 0..=people.iter().flatten().max().copied().unwrap_or(0) {
        let mut theirs: Vec<(usize, usize)> =
            places.iter().zip(&people).filter(|(_, of)| **of == Some(person)).map(|(place, _)| *place).collect();
        theirs.sort_unstable();
        together.push(theirs);
    }
    together.sort();
    together
}

#[test]
fn photos_in_another_order_show_the_same_people() {
    let engine = house::engine(Settings::photo());
    let photos: Vec<(usize, Pixels)> = [1, 3, 4].map(|number| (number as usize, house::photo(number))).into();
    let straight = people_in_order(&engine, &photos, &[0, 1, 2]);
    assert!(straight.contains(&vec![(1, 2), (3, 1)]), "the woman of two photos is one person: {straight:?}");
    assert_eq!(straight.len(), 9, "and everybody else is somebody else: {straight:?}");
    assert_eq!(people_in_order(&engine, &photos, &[2, 0, 1]), straight);
    assert_eq!(people_in_order(&engine, &photos, &[1, 2, 0]), straight);
}
