//! The 68 points of a face, found in two passes.

use crate::detector::{paste, resize};
use crate::network::{Network, NetworkError, Tensor};
use crate::pixels::Patch;
use crate::shapes::LANDMARKS_112;
use crate::similarity::Similarity;
use crate::warp::warp;
use crate::{Bounds, Pixels};

/// The 68 points of the iBUG 300-W scheme, x and y in pixels of the photo.
pub type Landmarks = [[f32; 2]; 68];

/// Side of the landmark network's input.
pub(crate) const LANDMARK_SIDE: usize = 112;

/// The landmark network.
pub(crate) struct LandmarkFinder {
    network: Box<dyn Network>,
}

impl LandmarkFinder {
    /// Wraps a network that takes `1 × 3 × 112 × 112` (RGB, 0 to 255) and gives 136 numbers: x, y of each point as shares
    /// of the input's side.
    pub(crate) fn new(network: Box<dyn Network>) -> Self {
        Self { network }
    }

    /// The points of the face in `bounds`; `None` when there is nothing of the photo in them.
    ///
    /// The first pass looks at the box as it is, the second at the face turned and scaled into the place where the network
    /// saw most faces when it was trained.
    pub(crate) fn find(&self, photo: &Pixels, bounds: &Bounds) -> Result<Option<Landmarks>, NetworkError> {
        let Some(crop) = square_crop(photo, bounds)? else { return Ok(None) };
        let first = crop.to_photo(&self.points(&crop.patch)?);
        let Some(transform) = Similarity::fit(&first, &LANDMARKS_112) else { return Ok(None) };
        let second = self.points(&warp(photo, &transform, LANDMARK_SIDE))?;
        let back = transform.inverse();
        Ok(Some(second.map(|point| back.apply(point))))
    }

    /// The points in pixels of a patch of 112 × 112.
    pub(crate) fn points(&self, patch: &Patch) -> Result<Landmarks, NetworkError> {
        let shape = vec![1, 3, LANDMARK_SIDE, LANDMARK_SIDE];
        let outputs = self.network.run(Tensor { shape, values: patch.planes.clone() })?;
        let values = outputs.first().map_or(&[][..], |output| output.values.as_slice());
        let points: &Landmarks =
            values.as_chunks::<2>().0.try_into().map_err(|_| {
                NetworkError::other(format!("the landmark network gave {} numbers, not 136", values.len()))
            })?;
        Ok(points.map(|point| point.map(|share| share * LANDMARK_SIDE as f32)))
    }
}

/// A box of a photo in the middle of a square, the rest black.
pub struct SquareCrop {
    /// The square: planar RGB, 0 to 255.
    pub patch: Patch,
    /// Pixels of the photo for one pixel of the square.
    scale: f32,
    /// Where the square's corner lies in the photo.
    origin: [f32; 2],
}

impl SquareCrop {
    /// Points of the square as points of the photo.
    pub(crate) fn to_photo(&self, points: &Landmarks) -> Landmarks {
        points.map(|[x, y]| [self.origin[0] + x * self.scale, self.origin[1] + y * self.scale])
    }
}

/// Cuts a box out and fits it into the landmark network's input, as face-api does: cut at the photo's edges, long side to
/// 112, centred. `None` when the box lies outside the photo.
pub fn square_crop(photo: &Pixels, bounds: &Bounds) -> Result<Option<SquareCrop>, NetworkError> {
    let Some(part) = photo.clip(bounds) else { return Ok(None) };
    let (left, top, width, height) = part;
    let long = width.max(height) as f32;
    let fit = |length: u32| ((length as f32 * LANDMARK_SIDE as f32 / long).round() as u32).max(1);
    let (small_width, small_height) = (fit(width), fit(height));
    let pad = |length: u32| (LANDMARK_SIDE - length as usize) / 2;
    let at = [pad(small_width), pad(small_height)];
    let mut patch = Patch::black(LANDMARK_SIDE);
    paste(&resize(photo, Some(part), small_width, small_height)?, small_width, at, &mut patch);
    let scale = long / LANDMARK_SIDE as f32;
    let origin = [left as f32 - at[0] as f32 * scale, top as f32 - at[1] as f32 * scale];
    Ok(Some(SquareCrop { patch, scale, origin }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says that the landmarks are where they are on average.
    struct Average;

    impl Network for Average {
        fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
            assert_eq!(input.shape, [1, 3, 112, 112]);
            let values = LANDMARKS_112.iter().flatten().map(|v| v / 112.0).collect();
            Ok(vec![Tensor { shape: vec![1, 136], values }])
        }
    }

    #[test]
    fn points_come_back_in_pixels_of_the_photo() {
        let photo = Pixels { width: 300, height: 200, rgb: vec![50; 300 * 200 * 3] };
        let bounds = Bounds { x: 100.0, y: 40.0, width: 56.0, height: 112.0 };
        let found = LandmarkFinder::new(Box::new(Average)).find(&photo, &bounds).expect("runs").expect("a face");
        // 56 px wide in a 112 px square: 28 px of padding left of it.
        for (point, average) in found.iter().zip(LANDMARKS_112) {
            assert!((point[0] - (average[0] + 72.0)).abs() < 0.01 && (point[1] - (average[1] + 40.0)).abs() < 0.01);
        }
    }

    #[test]
    fn a_box_outside_the_photo_has_no_landmarks() {
        let photo = Pixels { width: 30, height: 20, rgb: vec![50; 30 * 20 * 3] };
        let bounds = Bounds { x: 100.0, y: 40.0, width: 56.0, height: 112.0 };
        assert_eq!(LandmarkFinder::new(Box::new(Average)).find(&photo, &bounds).expect("runs"), None);
    }
}
