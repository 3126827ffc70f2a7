//! Photos that come one by one, as the server takes them in: what `server/services/src/people/arrive.rs` does, without its database.

use domain::Embedding;
use faces::{Joined, Known, LOOKED_AT, PersonFace, join, shortlist};

/// Gives every photo's faces to people in the order of the photos: for each photo, for each of its faces, its person. Nobody's face has none.
pub(super) fn one_by_one<'a>(photos: impl Iterator<Item = &'a Vec<PersonFace>>) -> Vec<Vec<Option<usize>>> {
    let mut people: Vec<Vec<PersonFace>> = Vec::new();
    photos.map(|photo| arrive(&mut people, photo)).collect()
}

fn arrive(people: &mut Vec<Vec<PersonFace>>, photo: &[PersonFace]) -> Vec<Option<usize>> {
    // Best faces first: the first one is the cover.
    let stands: Vec<Embedding> = people.iter().map(|faces| faces[0].embedding.clone()).collect();
    let worth = shortlist(&stands, photo);
    let known = stands.into_iter().zip(people.iter()).enumerate().map(|(at, (stand, faces))| {
        let looked_at = if worth.contains(&at) { faces.len().min(LOOKED_AT) } else { 0 };
        let faces = faces[..looked_at].iter().map(|face| face.embedding.clone()).collect();
        Known { stand, faces, taken: false, refused: Vec::new() }
    });
    let known: Vec<Known> = known.collect();
    let mut of = Vec::new();
    for (face, joined) in photo.iter().zip(join(&known, photo)) {
        let at = match joined {
            Joined::Person(at) => at,
            Joined::New => {
                people.push(Vec::new());
                people.len() - 1
            }
            Joined::Nobody => {
                of.push(None);
                continue;
            }
        };
        let at_most = people[at].partition_point(|other| other.quality >= face.quality);
        people[at].insert(at_most, face.clone());
        of.push(Some(at));
    }
    of
}
