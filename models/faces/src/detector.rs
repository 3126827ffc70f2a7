//! Finding faces: SSD MobileNet v1 on a letterboxed photo.

mod anchors;
mod letterbox;
mod suppression;

use crate::network::{Network, NetworkError, Tensor};
use crate::{Bounds, Detection, Pixels};
use anchors::{Anchor, anchors};
pub use letterbox::{Letterbox, letterbox};
pub(crate) use letterbox::{fit, pad, paste, resize};
pub(crate) use suppression::{merge, suppress};

/// The overlap (intersection over union) from which face-api drops the weaker of two boxes of one pass.
const SAME_PASS_IOU: f32 = 0.5;

/// The detector at one input size.
pub(crate) struct Detector {
    network: Box<dyn Network>,
    side: u32,
    anchors: Vec<Anchor>,
}

impl Detector {
    /// Wraps a network that takes `1 × 3 × side × side` (RGB, 0 to 255) and gives two tensors: box encodings
    /// `1 × N × 4` and class logits `1 × N × 3`, in the order of [`anchors`].
    pub(crate) fn new(network: Box<dyn Network>, side: u32) -> Self {
        Self { network, side, anchors: anchors(side) }
    }

    /// Side of the input in pixels.
    pub(crate) fn side(&self) -> u32 {
        self.side
    }

    /// What looks like a face at `min_score` or more, in pixels of the photo, without doubles, best first.
    pub(crate) fn detect(&self, photo: &Pixels, min_score: f32) -> Result<Vec<Detection>, NetworkError> {
        self.detect_fitted(photo, &fit(photo, photo, self.side)?, min_score)
    }

    /// The same, where the photo is at hand in the size that it has in the input.
    pub(crate) fn detect_fitted(
        &self,
        photo: &Pixels,
        fitted: &Pixels,
        min_score: f32,
    ) -> Result<Vec<Detection>, NetworkError> {
        let letterbox = pad(fitted, photo, self.side);
        let side = self.side as usize;
        let input = Tensor { shape: vec![1, 3, side, side], values: letterbox.patch.planes };
        let outputs = self.network.run(input)?;
        let [boxes, logits] = outputs.as_slice() else {
            return Err(NetworkError::other(format!("the detector gave {} outputs, not 2", outputs.len())));
        };
        let found = self.decode(&boxes.values, &logits.values, min_score)?;
        Ok(suppress(found, SAME_PASS_IOU)
            .into_iter()
            .filter_map(|detection| to_photo(&detection, letterbox.scale, photo))
            .collect())
    }

    /// Boxes in pixels of the input from the raw output.
    fn decode(&self, boxes: &[f32], logits: &[f32], min_score: f32) -> Result<Vec<Detection>, NetworkError> {
        let (boxes, logits) = (boxes.as_chunks::<4>().0, logits.as_chunks::<3>().0);
        if boxes.len() != self.anchors.len() || logits.len() != self.anchors.len() {
            let (got, wanted) = (boxes.len(), self.anchors.len());
            return Err(NetworkError::other(format!("the detector gave {got} boxes for {wanted} anchors")));
        }
        // Logit 0 is the background; face-api reads 1 as "face" and ignores 2.
        let candidates = self.anchors.iter().zip(boxes).zip(logits);
        Ok(candidates
            .map(|((anchor, encoded), logit)| (anchor, encoded, sigmoid(logit[1])))
            .filter(|(_, _, score)| *score >= min_score)
            .map(|(anchor, encoded, score)| Detection { bounds: anchor.decode(*encoded), score })
            .collect())
    }
}

/// Cuts a box of the letterbox at its edges, as face-api does, and scales it back to the photo. Boxes that lie in the
/// padding only are none.
fn to_photo(detection: &Detection, scale: f32, photo: &Pixels) -> Option<Detection> {
    let Bounds { x, y, width, height } = detection.bounds;
    let right = ((x + width) / scale).min(photo.width as f32);
    let bottom = ((y + height) / scale).min(photo.height as f32);
    let (left, top) = ((x / scale).max(0.0), (y / scale).max(0.0));
    let visible = right - left >= 1.0 && bottom - top >= 1.0;
    visible.then_some(Detection {
        bounds: Bounds { x: left, y: top, width: right - left, height: bottom - top },
        score: detection.score,
    })
}

/// The logistic function, 0 to 1.
pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one strong box at the given anchor, exactly as large as the anchor.
    struct OneBox(usize);

    impl Network for OneBox {
        fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
            let count = anchors(input.shape[2] as u32).len();
            let mut logits = vec![-9.0; count * 3];
            logits[self.0 * 3 + 1] = 9.0;
            let boxes = Tensor { shape: vec![1, count, 4], values: vec![0.0; count * 4] };
            Ok(vec![boxes, Tensor { shape: vec![1, count, 3], values: logits }])
        }
    }

    #[test]
    fn boxes_come_back_in_pixels_of_the_photo() {
        let photo = Pixels { width: 1024, height: 512, rgb: vec![90; 1024 * 512 * 3] };
        // Cell (1, 1) of the finest map: 51.2 px around (24, 24) in the input, twice that in the photo.
        let detector = Detector::new(Box::new(OneBox(33 * 3)), 512);
        let found = detector.detect(&photo, 0.5).expect("runs");
        assert_eq!(found.len(), 1);
        let Bounds { x, y, width, height } = found[0].bounds;
        assert!(x.abs() < 1e-3 && y.abs() < 1e-3, "cut at the edge");
        assert!((width - 99.2).abs() < 1e-3 && (height - 99.2).abs() < 1e-3);
        assert!(found[0].score > 0.99);
    }

    #[test]
    fn boxes_in_the_padding_are_none() {
        let photo = Pixels { width: 512, height: 100, rgb: vec![90; 512 * 100 * 3] };
        let detector = Detector::new(Box::new(OneBox((31 * 32 + 16) * 3)), 512);
        assert_eq!(detector.detect(&photo, 0.5).expect("runs"), []);
    }

    #[test]
    fn an_output_of_another_shape_is_refused() {
        struct Wrong;
        impl Network for Wrong {
            fn run(&self, _: Tensor) -> Result<Vec<Tensor>, NetworkError> {
                Ok(vec![Tensor { shape: vec![1], values: vec![0.0] }; 2])
            }
        }
        let photo = Pixels { width: 64, height: 64, rgb: vec![0; 64 * 64 * 3] };
        assert!(Detector::new(Box::new(Wrong), 512).detect(&photo, 0.5).is_err());
    }
}
