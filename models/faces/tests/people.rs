//! The people of the six demo photos, with the real networks: whatever order the photos come in.

#[path = "demo/house.rs"]
#[expect(dead_code, reason = "the other tests use the rest")]
mod house;

use std::collections::{BTreeSet, HashMap};

use domain::{Embedding, FaceId, PhotoId};
use faces::{Face, Facts, Joined, Known, LOOKED_AT, PersonFace, Settings, join, shortlist, sort_people};

/// Orders of the photos that are tried.
const ORDERS: u64 = 40;

/// A face by its photo, from 0, and its place in it.
type Place = (usize, usize);
/// Which faces are one person's. Nobody's are alone.
type Clusters = BTreeSet<BTreeSet<Place>>;

#[test]
fn shuffled_photos_give_the_same_people() {
    let photos = demo_photos();
    let expected = sorted(&in_order(&photos, &[0, 1, 2, 3, 4, 5]));
    let faces: usize = photos.iter().map(Vec::len).sum();
    // One woman is in two of them.
    assert_eq!(expected.len(), faces - 1, "{expected:?}");
    let her = BTreeSet::from([of_place(&photos, 0, 2), of_place(&photos, 2, 1)]);
    assert!(expected.contains(&her), "{expected:?}");
    for cluster in &expected {
        let in_photos: BTreeSet<usize> = cluster.iter().map(|(photo, _)| *photo).collect();
        assert_eq!(in_photos.len(), cluster.len(), "two faces of one photo are two people");
    }
    for seed in 0..ORDERS {
        let order = shuffled(seed);
        let arriving = in_order(&photos, &order);
        assert_eq!(sorted(&arriving), expected, "all at once, {order:?}");
        // Before the repair it is she in any order; a face seen from the side may be with her for so long.
        let arrived = one_by_one(&arriving);
        assert!(arrived.iter().any(|cluster| cluster.is_superset(&her)), "one by one, {order:?}: {arrived:?}");
    }
}

/// A face of an event, and which one of the demo photos' it is.
type Arriving = Vec<(Place, PersonFace)>;

fn demo_photos() -> Vec<Vec<Face>> {
    let engine = house::engine(Settings::photo());
    (1..=6).map(|number| engine.faces(&house::photo(number)).expect("runs")).collect()
}

/// The photos as they come in this order; ids are made as they come.
fn in_order(photos: &[Vec<Face>], order: &[usize]) -> Vec<Arriving> {
    let arrives = |at: &usize| {
        let photo = PhotoId::new();
        let face = |(place, face): (usize, &Face)| {
            let (embedding, quality, sure) = (face.embedding.clone(), face.quality.overall, face.sure);
            ((*at, place), PersonFace { face: FaceId::new(), photo, embedding, quality, sure })
        };
        photos[*at].iter().enumerate().map(face).collect()
    };
    order.iter().map(arrives).collect()
}

/// The face that so many of its photo are to the left of.
fn of_place(photos: &[Vec<Face>], photo: usize, left: usize) -> Place {
    let mut faces: Vec<usize> = (0..photos[photo].len()).collect();
    faces.sort_by(|a, b| photos[photo][*a].bounds.x.total_cmp(&photos[photo][*b].bounds.x));
    (photo, faces[left])
}

fn sorted(photos: &[Arriving]) -> Clusters {
    let (places, faces): (Vec<Place>, Vec<PersonFace>) = photos.iter().flatten().cloned().unzip();
    let people = sort_people(&faces, &Facts::default());
    clusters(places.into_iter().zip(people))
}

fn one_by_one(photos: &[Arriving]) -> Clusters {
    let mut people: Vec<Vec<PersonFace>> = Vec::new();
    let mut placed = Vec::new();
    for photo in photos {
        let faces: Vec<PersonFace> = photo.iter().map(|(_, face)| face.clone()).collect();
        let stands: Vec<Embedding> = people.iter().map(|known| known[0].embedding.clone()).collect();
        let worth = shortlist(&stands, &faces);
        let known = people.iter().enumerate().map(|(at, faces)| {
            let looked_at = if worth.contains(&at) { faces.len().min(LOOKED_AT) } else { 0 };
            let faces: Vec<Embedding> = faces[..looked_at].iter().map(|face| face.embedding.clone()).collect();
            Known { stand: stands[at].clone(), faces, taken: false, refused: Vec::new() }
        });
        let known: Vec<Known> = known.collect();
        for ((place, face), joined) in photo.iter().zip(join(&known, &faces)) {
            let at = match joined {
                Joined::Person(at) => Some(at),
                Joined::New => {
                    people.push(Vec::new());
                    Some(people.len() - 1)
                }
                Joined::Nobody => None,
            };
            if let Some(at) = at {
                people[at].push(face.clone());
                people[at].sort_by(|a, b| b.quality.total_cmp(&a.quality));
            }
            placed.push((*place, at));
        }
    }
    clusters(placed.into_iter())
}

fn clusters<P: Copy + std::hash::Hash + Eq>(placed: impl Iterator<Item = (Place, Option<P>)>) -> Clusters {
    let mut people: HashMap<P, BTreeSet<Place>> = HashMap::new();
    let mut clusters = Clusters::new();
    for (place, person) in placed {
        match person {
            Some(person) => drop(people.entry(person).or_default().insert(place)),
            None => drop(clusters.insert(BTreeSet::from([place]))),
        }
    }
    clusters.extend(people.into_values());
    clusters
}

/// The numbers of the photos in an order of their own for each seed.
fn shuffled(seed: u64) -> Vec<usize> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut order: Vec<usize> = (0..6).collect();
    for last in (1..6_usize).rev() {
        // Xorshift, Marsaglia 2003.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(last, (state % (last as u64 + 1)) as usize);
    }
    order
}
