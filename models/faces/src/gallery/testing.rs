//! Made-up people for tests: real faces lie close together, and so do these.

use domain::{Embedding, FaceId, PhotoId};

use super::{Gallery, GalleryFace};

/// A unit vector and the photo it is in.
pub(crate) type TestFace = (Vec<f32>, PhotoId);

/// `people` people with `faces` faces each, every face in a photo of its own. Two strangers' cosine is about .80, as of real faces; `spread` is how much a
/// person's faces differ: 0.25 gives a cosine of about .97.
pub(crate) fn crowd(people: usize, faces: usize, spread: f32) -> Vec<TestFace> {
    let mut numbers = Numbers(9);
    let common: Vec<f32> = numbers.direction();
    let mut made = Vec::new();
    for _ in 0..people {
        let own = numbers.direction();
        for _ in 0..faces {
            let noise = numbers.direction();
            let mix =
                common.iter().zip(&own).zip(&noise).map(|((common, own), noise)| 2.0 * common + own + spread * noise);
            made.push((unit(&mix.collect::<Vec<_>>()), PhotoId::new()));
        }
        // The same people whatever the number of faces is.
        numbers = Numbers(numbers.0.wrapping_mul(3).wrapping_add(people as u64));
    }
    made
}

/// From one vector towards another: 0 is the one, 1 the other.
pub(crate) fn towards(one: &[f32], other: &[f32], share: f32) -> Vec<f32> {
    unit(&one.iter().zip(other).map(|(one, other)| one * (1.0 - share) + other * share).collect::<Vec<_>>())
}

pub(crate) fn gallery(faces: &[TestFace]) -> Gallery {
    let faces = faces.iter().map(|(vector, photo)| GalleryFace {
        face: FaceId::new(),
        photo: *photo,
        embedding: Embedding::from_raw(vector.as_slice().try_into().expect("128")).expect("a direction"),
        quality: 0.5,
        person: None,
    });
    Gallery::new(faces.collect())
}

/// The faces in another order, and where each came from.
pub(crate) fn shuffled(faces: &[TestFace]) -> (Vec<usize>, Vec<TestFace>) {
    let mut numbers = Numbers(4);
    let mut order: Vec<usize> = (0..faces.len()).collect();
    order.sort_by_cached_key(|_| numbers.next());
    let mixed = order.iter().map(|from| faces[*from].clone()).collect();
    (order, mixed)
}

fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    vector.iter().map(|value| value / length).collect()
}

/// Knuth's MMIX generator: the same numbers in every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    /// Other numbers for every seed.
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// A random direction: the sum of a few even numbers is nearly normal.
    pub(crate) fn direction(&mut self) -> Vec<f32> {
        let mut value = || (0..4).map(|_| self.next() as f32 / (1_u64 << 31) as f32 - 0.5).sum::<f32>();
        let raw: Vec<f32> = (0..128).map(|_| value()).collect();
        unit(&raw)
    }
}
