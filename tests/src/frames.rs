//! Frames of a scan: several looks at one face.

use domain::{EMBEDDING_DIMENSIONS, Embedding};

/// As many different looks at a face as asked for: each a little off, in directions of its own.
pub fn looks(face: &Embedding, count: usize) -> Vec<Vec<f32>> {
    (0..count).map(|number| look(face, number)).collect()
}

fn look(face: &Embedding, number: usize) -> Vec<f32> {
    let mut raw = *face.as_slice();
    for (at, value) in raw.iter_mut().enumerate() {
        // A shift of length 0.06 in a fixed direction per frame: cosines of 0.998 between frames.
        let sign = if (at * 7 + number * 13) % 5 < 2 { 1.0 } else { -1.0 };
        *value += sign * 0.06 / (EMBEDDING_DIMENSIONS as f32).sqrt();
    }
    Embedding::from_raw(raw).unwrap().as_slice().to_vec()
}

/// Somebody whose cosine to a face is about this: a lookalike.
pub fn near(face: &Embedding, cosine: f32) -> Embedding {
    let other = stranger();
    let along = other.cosine(face);
    let mut aside = *other.as_slice();
    for (value, direction) in aside.iter_mut().zip(face.as_slice()) {
        *value -= along * direction;
    }
    let aside = Embedding::from_raw(aside).unwrap();
    let mut raw = [0.0; EMBEDDING_DIMENSIONS];
    for ((value, direction), aside) in raw.iter_mut().zip(face.as_slice()).zip(aside.as_slice()) {
        *value = cosine * direction + (1.0 - cosine * cosine).sqrt() * aside;
    }
    Embedding::from_raw(raw).unwrap()
}

/// Somebody who is in no photo: a direction that no network gives.
pub fn stranger() -> Embedding {
    let mut raw = [0.0; EMBEDDING_DIMENSIONS];
    for (at, value) in raw.iter_mut().enumerate() {
        *value = if at % 3 == 0 { 1.0 } else { -0.4 };
    }
    Embedding::from_raw(raw).unwrap()
}
