//! A face as 128 numbers: the aligned chip and its mirror image, through dlib's ResNet.

use domain::{EMBEDDING_DIMENSIONS, Embedding};

use crate::landmarks::Landmarks;
use crate::network::{Network, NetworkError, Tensor};
use crate::pixels::Patch;
use crate::shapes::MEAN_FACE;
use crate::similarity::Similarity;
use crate::warp::warp;
use crate::{EngineError, Pixels};

/// Side of the recognition network's input.
pub(crate) const CHIP_SIDE: usize = 150;
/// The chip's margin on every side, as a share of the mean face's square: dlib's `get_face_chip_details(…, 150, 0.25)`.
const CHIP_PADDING: f32 = 0.25;
/// The landmarks that hold still when a face moves: nose, eyes, upper lip's outside and inside; no jaw, no brows, no lower lip.
const STEADY: [std::ops::RangeInclusive<usize>; 2] = [27..=54, 60..=64];

/// The similarity that brings a face's landmarks onto dlib's mean face in a chip; `None` for landmarks on one spot.
pub(crate) fn to_chip(landmarks: &Landmarks) -> Option<Similarity> {
    let steady = || STEADY.into_iter().flatten();
    let from: Vec<[f32; 2]> = steady().map(|index| landmarks[index]).collect();
    let to: Vec<[f32; 2]> = steady().map(|index| MEAN_FACE[index - 17].map(in_chip)).collect();
    Similarity::fit(&from, &to)
}

/// A coordinate of the mean face in pixels of the chip.
fn in_chip(share: f32) -> f32 {
    (CHIP_PADDING + share) / (1.0 + 2.0 * CHIP_PADDING) * CHIP_SIDE as f32
}

/// Side of the mean face's square in pixels of the chip: 100.
pub(crate) fn mean_square() -> f32 {
    in_chip(1.0) - in_chip(0.0)
}

/// Cuts the chip out: 150 × 150 pixels, the face upright in its middle.
pub(crate) fn chip(photo: &Pixels, landmarks: &Landmarks) -> Option<Patch> {
    to_chip(landmarks).map(|transform| warp(photo, &transform, CHIP_SIDE))
}

/// The recognition network.
pub(crate) struct Embedder {
    network: Box<dyn Network>,
}

impl Embedder {
    /// Wraps a network that takes `2 × 3 × 150 × 150` (RGB, 0 to 255) and gives `2 × 128` numbers, not normalised.
    pub(crate) fn new(network: Box<dyn Network>) -> Self {
        Self { network }
    }

    /// The embedding of a chip: the mean of what the network says of it and of its mirror image, at unit length.
    pub(crate) fn embed(&self, chip: &Patch) -> Result<Embedding, EngineError> {
        let [seen, mirrored] = self.raw(chip)?;
        let mut mean = seen;
        for (value, other) in mean.iter_mut().zip(mirrored) {
            *value = f32::midpoint(*value, other);
        }
        Ok(Embedding::from_raw(mean)?)
    }

    /// What the network says of a chip and of its mirror image, untouched.
    pub(crate) fn raw(&self, chip: &Patch) -> Result<[[f32; EMBEDDING_DIMENSIONS]; 2], NetworkError> {
        let mut values = chip.planes.clone();
        values.extend_from_slice(&chip.mirrored().planes);
        let outputs = self.network.run(Tensor { shape: vec![2, 3, CHIP_SIDE, CHIP_SIDE], values })?;
        let values = outputs.first().map_or(&[][..], |output| output.values.as_slice());
        let both: &[[f32; EMBEDDING_DIMENSIONS]; 2] = values.as_chunks().0.try_into().map_err(|_| {
            NetworkError::other(format!("the recognition network gave {} numbers, not 256", values.len()))
        })?;
        Ok(*both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says how bright the left and the right half are.
    struct Halves;

    impl Network for Halves {
        fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
            let mut values = vec![0.0; 256];
            for (picture, planes) in input.values.chunks_exact(3 * CHIP_SIDE * CHIP_SIDE).enumerate() {
                for row in planes.chunks_exact(CHIP_SIDE) {
                    values[picture * 128] += row[..75].iter().sum::<f32>();
                    values[picture * 128 + 1] += row[75..].iter().sum::<f32>();
                }
            }
            Ok(vec![Tensor { shape: vec![2, 128], values }])
        }
    }

    #[test]
    fn a_chip_and_its_mirror_image_have_one_embedding() {
        let mut chip = Patch::black(CHIP_SIDE);
        for x in 0..40 {
            chip.set(x, 70, [255.0, 128.0, 3.0]);
        }
        let embedder = Embedder::new(Box::new(Halves));
        let (one, other) = (embedder.embed(&chip).expect("one"), embedder.embed(&chip.mirrored()).expect("other"));
        assert!((one.cosine(&other) - 1.0).abs() < 1e-6);
        assert!((one.as_slice()[0] - one.as_slice()[1]).abs() < 1e-6);
    }

    #[test]
    fn a_black_chip_that_gives_nothing_is_an_error() {
        assert!(Embedder::new(Box::new(Halves)).embed(&Patch::black(CHIP_SIDE)).is_err());
    }

    #[test]
    fn the_mean_face_lands_where_dlib_puts_it() {
        let mut landmarks = [[0.0; 2]; 68];
        for (point, mean) in landmarks[17..].iter_mut().zip(MEAN_FACE) {
            *point = [mean[0] * 400.0 + 30.0, mean[1] * 400.0 + 60.0];
        }
        let transform = to_chip(&landmarks).expect("a face");
        assert!((transform.scale() - 0.25).abs() < 1e-4);
        let nose = transform.apply(landmarks[30]);
        assert!((nose[0] - in_chip(0.490_127)).abs() < 1e-2 && (nose[1] - in_chip(0.515_625)).abs() < 1e-2);
    }
}
