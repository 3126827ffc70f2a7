//! The small detector of the live camera picture.

use crate::detector::{letterbox, sigmoid, suppress};
use crate::engine::EngineError;
use crate::network::{Network, NetworkError, NetworkFile, Tensor};
use crate::{Bounds, Detection, Pixels};

/// Pixels of the input for one cell of the output.
const STRIDE: usize = 32;
/// Width and height of the five anchors of every cell, in cells (the package's `tinyFaceDetector/const.ts`).
const ANCHORS: [[f32; 2]; 5] = [
    [1.603_231, 2.094_468],
    [6.041_143, 7.080_126],
    [2.882_459, 3.518_061],
    [4.266_906, 5.178_857],
    [9.041_765, 10.663_08],
];
/// The overlap (intersection over union) from which the package drops the weaker of two boxes.
const SAME_FACE_IOU: f32 = 0.4;

/// Finds the faces of a camera picture fast: for guidance, and as the first to look at the frame that counts ([`crate::Settings::quick`]).
pub struct Preview {
    network: Box<dyn Network>,
    side: u32,
    min_score: f32,
}

impl Preview {
    /// The input side for a live picture: an arm's length away, a face is a third of the frame.
    pub const SIDE: u32 = 224;
    /// Score from which something is a face here.
    pub const MIN_SCORE: f32 = 0.5;

    /// Loads `preview.onnx` for an input of `side × side` pixels, a multiple of 32.
    pub fn new(onnx: &[u8], side: u32) -> Result<Self, EngineError> {
        let network = NetworkFile::read(onnx).and_then(|file| file.at(&[1, 3, side as usize, side as usize]));
        let network = network.map_err(|source| EngineError::Weights { name: "preview", source })?;
        Ok(Self::with_network(network, side))
    }

    /// A preview over a given network: `1 × 3 × side × side` (RGB, 0 to 255) to `1 × 25 × cells × cells`.
    pub fn with_network(network: Box<dyn Network>, side: u32) -> Self {
        Self { network, side, min_score: Self::MIN_SCORE }
    }

    /// The faces of a frame, in pixels of the frame, best first.
    pub fn detect(&self, frame: &Pixels) -> Result<Vec<Detection>, EngineError> {
        let letterbox = letterbox(frame, self.side)?;
        let side = self.side as usize;
        let outputs = self.network.run(Tensor { shape: vec![1, 3, side, side], values: letterbox.patch.planes })?;
        let cells = side / STRIDE;
        let values = outputs.first().map_or(&[][..], |output| output.values.as_slice());
        if values.len() != ANCHORS.len() * 5 * cells * cells {
            return Err(NetworkError::other(format!("the preview network gave {} numbers", values.len())).into());
        }
        Ok(suppress(self.decode(values, cells, letterbox.scale), SAME_FACE_IOU))
    }

    /// Boxes in pixels of the frame. Planes are x, y, width, height, score of the first anchor, then of the next.
    fn decode(&self, values: &[f32], cells: usize, scale: f32) -> Vec<Detection> {
        let mut found = Vec::new();
        let cell = STRIDE as f32 / scale;
        for (number, anchor) in ANCHORS.iter().enumerate() {
            for place in 0..cells * cells {
                let value = |plane: usize| values[(number * 5 + plane) * cells * cells + place];
                let score = sigmoid(value(4));
                if score < self.min_score {
                    continue;
                }
                let (row, column) = ((place / cells) as f32, (place % cells) as f32);
                let (cx, cy) = ((column + sigmoid(value(0))) * cell, (row + sigmoid(value(1))) * cell);
                let (width, height) = (value(2).exp() * anchor[0] * cell, value(3).exp() * anchor[1] * cell);
                let bounds = Bounds { x: cx - width / 2.0, y: cy - height / 2.0, width, height };
                found.push(Detection { bounds, score });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The third anchor of cell (2, 1), exactly in its middle.
    struct OneFace;

    impl Network for OneFace {
        fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
            let cells = input.shape[2] / STRIDE;
            let mut values = vec![0.0; 25 * cells * cells];
            for anchor in 0..5 {
                values[(anchor * 5 + 4) * cells * cells..][..cells * cells].fill(-9.0);
            }
            values[(2 * 5 + 4) * cells * cells + cells + 2] = 9.0;
            Ok(vec![Tensor { shape: vec![1, 25, cells, cells], values }])
        }
    }

    struct Nothing;
    impl Network for Nothing {
        fn run(&self, _: Tensor) -> Result<Vec<Tensor>, NetworkError> {
            Ok(vec![])
        }
    }

    #[test]
    fn boxes_come_back_in_pixels_of_the_frame() {
        let frame = Pixels { width: 448, height: 336, rgb: vec![0; 448 * 336 * 3] };
        let found = Preview::with_network(Box::new(OneFace), 224).detect(&frame).expect("runs");
        assert_eq!(found.len(), 1);
        let [x, y] = found[0].bounds.center();
        assert!((x - 2.5 * 64.0).abs() < 1e-3 && (y - 1.5 * 64.0).abs() < 1e-3);
        assert!((found[0].bounds.width - 2.882_459 * 64.0).abs() < 1e-3);
    }

    #[test]
    fn an_output_of_another_size_is_refused() {
        let frame = Pixels { width: 64, height: 64, rgb: vec![0; 64 * 64 * 3] };
        assert!(Preview::with_network(Box::new(Nothing), 224).detect(&frame).is_err());
    }
}
