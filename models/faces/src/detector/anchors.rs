//! The boxes that the detector's outputs are relative to.

use crate::Bounds;

/// One anchor, in pixels of the detector's input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Anchor {
    center: [f32; 2],
    width: f32,
    height: f32,
}

impl Anchor {
    /// Applies an encoding `[y, x, height, width]`: shifts in tenths of the anchor's size, sizes as logarithms times 5
    /// (the box coder of TensorFlow's object detection, with its default factors 10, 10, 5, 5).
    pub(super) fn decode(&self, [y, x, height, width]: [f32; 4]) -> Bounds {
        let (width, height) = ((width / 5.0).exp() * self.width, (height / 5.0).exp() * self.height);
        let (cx, cy) = (x / 10.0 * self.width + self.center[0], y / 10.0 * self.height + self.center[1]);
        Bounds { x: cx - width / 2.0, y: cy - height / 2.0, width, height }
    }
}

/// The input size the network was trained at: anchors keep their pixel sizes of then at every other size.
const TRAINED_SIDE: f32 = 512.0;
/// Pixels between two cells, for each of the six maps that predict.
const STRIDES: [u32; 6] = [16, 32, 64, 128, 256, 512];
/// Size of the square anchor of each map, as a share of the trained side; one more for the last map's second square.
const SCALES: [f32; 7] = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0];
/// The first map's square is smaller than the rule says (`reduce_boxes_in_lowest_layer`).
const LOWEST_SCALE: f32 = 0.1;
/// Width over height of the oblong anchors. The last is a third as it is written in the training configuration.
const ASPECTS: [f32; 4] = [2.0, 0.5, 3.0, 0.3333];

/// The anchors for an input of `side × side`, in the order of the network's output: map by map, row by row, cell by
/// cell. At 512 these are the 5,118 of the package's `Output/extra_dim`; the converter's tests compare the two.
pub(super) fn anchors(side: u32) -> Vec<Anchor> {
    STRIDES.iter().enumerate().flat_map(|(map, stride)| of_map(map, *stride, side)).collect()
}

/// The anchors of one map.
fn of_map(map: usize, stride: u32, side: u32) -> impl Iterator<Item = Anchor> {
    let cells = side.div_ceil(stride);
    let middle = move |cell: u32| (cell as f32 + 0.5) * stride as f32;
    (0..cells).flat_map(move |row| {
        (0..cells).flat_map(move |column| {
            let center = [middle(column), middle(row)];
            sizes(map).into_iter().map(move |(width, height)| Anchor { center, width, height })
        })
    })
}

/// Widths and heights of a map's anchors: three on the first map, six on the others.
fn sizes(map: usize) -> Vec<(f32, f32)> {
    let of = |scale: f32, aspect: f32| {
        let side = scale * TRAINED_SIDE;
        (side * aspect.sqrt(), side / aspect.sqrt())
    };
    if map == 0 {
        return vec![of(LOWEST_SCALE, 1.0), of(SCALES[0], ASPECTS[0]), of(SCALES[0], ASPECTS[1])];
    }
    let mut sizes = vec![of(SCALES[map], 1.0), of((SCALES[map] * SCALES[map + 1]).sqrt(), 1.0)];
    sizes.extend(ASPECTS.map(|aspect| of(SCALES[map], aspect)));
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Output/extra_dim` of the package, in pixels: index, centre (x = y), height, width.
    #[expect(clippy::excessive_precision, reason = "as the package has them")]
    const FROM_THE_PACKAGE: [(usize, f32, f32, f32); 7] = [
        (0, 8.0, 51.2, 51.2),
        (1, 8.0, 72.407_74, 144.815_48),
        (3073, 16.0, 214.184_98, 214.184_95),
        (3077, 16.0, 310.399_02, 103.455_99),
        (4612, 32.0, 147.801_67, 443.404_05),
        (5106, 384.0, 409.600_07, 409.599_99),
        (5113, 256.0, 499.035_89, 499.035_83),
    ];

    #[test]
    fn anchors_are_those_of_the_package() {
        let anchors = anchors(512);
        assert_eq!(anchors.len(), 5118);
        for (index, center, height, width) in FROM_THE_PACKAGE {
            let anchor = anchors[index];
            let expected = [center, center, width, height];
            let got = [anchor.center[0], anchor.center[1], anchor.width, anchor.height];
            for (got, expected) in got.iter().zip(expected) {
                assert!((got - expected).abs() < 0.01, "anchor {index}: {got} is not {expected}");
            }
        }
    }

    #[test]
    fn every_input_size_has_its_anchors() {
        assert_eq!(anchors(1024).len(), 64 * 64 * 3 + (32 * 32 + 16 * 16 + 8 * 8 + 4 * 4 + 2 * 2) * 6);
        assert_eq!(anchors(256).len(), 16 * 16 * 3 + (8 * 8 + 4 * 4 + 2 * 2 + 1 + 1) * 6);
    }

    #[test]
    fn an_encoding_moves_and_stretches() {
        let anchor = Anchor { center: [100.0, 50.0], width: 20.0, height: 40.0 };
        let bounds = anchor.decode([10.0, -5.0, 0.0, 5.0]);
        assert!((bounds.center()[0] - 90.0).abs() < 1e-4 && (bounds.center()[1] - 90.0).abs() < 1e-4);
        assert!((bounds.height - 40.0).abs() < 1e-4);
        assert!((bounds.width - 20.0 * std::f32::consts::E).abs() < 1e-3);
    }
}
