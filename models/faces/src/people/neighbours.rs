//! Many vectors as one matrix, and which of them are near each other.

use domain::embedding::EMBEDDING_DIMENSIONS;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, Axis};

/// Cosine below which two faces are no reason to bring two groups together. Strangers reach it once in 500 pairs.
const NEAR: f32 = 0.92;
/// The nearest faces of a face that are looked at. A person of a thousand photos is connected by forty of them.
const NEAREST: usize = 40;
/// Rows multiplied at once with a thousand others.
const BLOCK: usize = 128;
/// Sides of a tile of products: 1 MB, which fits the cache of one core.
const TILE_ROWS: usize = 256;
const TILE_COLUMNS: usize = 1_024;
/// Cosines that are looked at together: hardly ever is one of them near.
const GLANCE: usize = 32;

/// Vectors of length 1, row by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix(Vec<f32>);

impl Matrix {
    pub(crate) fn new<'a>(rows: impl Iterator<Item = &'a [f32]>) -> Self {
        Self(rows.flatten().copied().collect())
    }

    pub(crate) fn rows(&self) -> usize {
        self.0.len() / EMBEDDING_DIMENSIONS
    }

    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.0[row * EMBEDDING_DIMENSIONS..][..EMBEDDING_DIMENSIONS]
    }

    /// The cosine of every row of `self` to every row of `other`: calls `each` with a row's number and its cosines.
    pub(crate) fn for_each_row_against(&self, other: &Self, mut each: impl FnMut(usize, &[f32])) {
        let other = other.view();
        let all = self.view();
        for (start, block) in (0..).step_by(BLOCK).zip(all.axis_chunks_iter(Axis(0), BLOCK)) {
            let products = block.dot(&other.t());
            for (row, cosines) in products.rows().into_iter().enumerate() {
                // A product is laid out row by row.
                each(start + row, cosines.as_slice().unwrap_or_default());
            }
        }
    }

    /// Pairs of rows that are near each other, each once: the [`NEAREST`] of every row that reach [`NEAR`].
    pub(crate) fn near_pairs(&self) -> Vec<(u32, u32)> {
        let mut near: Vec<Near> = vec![Near::default(); self.rows()];
        self.for_each_near(|row, other, cosine| {
            near[row as usize].take(cosine, other);
            near[other as usize].take(cosine, row);
        });
        let ordered = |(row, (_, other)): (u32, (f32, u32))| (row.min(other), row.max(other));
        let of_row = |(row, near): (u32, Near)| near.best().into_iter().map(move |found| ordered((row, found)));
        let mut pairs: Vec<(u32, u32)> = (0..).zip(near).flat_map(of_row).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Calls `each` with every two rows that reach [`NEAR`], and their cosine.
    ///
    /// Half of the product of the matrix with itself, tile by tile: a tile is looked at while it is in the processor's cache.
    fn for_each_near(&self, mut each: impl FnMut(u32, u32, f32)) {
        let all = self.view();
        let mut tile = Array2::zeros((TILE_ROWS, TILE_COLUMNS));
        for (start, rows) in (0..).step_by(TILE_ROWS).zip(all.axis_chunks_iter(Axis(0), TILE_ROWS)) {
            // What is before these rows has been compared with them already.
            let (_, rest) = all.split_at(Axis(0), start as usize);
            for (from, columns) in (start..).step_by(TILE_COLUMNS).zip(rest.axis_chunks_iter(Axis(0), TILE_COLUMNS)) {
                let (high_enough, _) = tile.view_mut().split_at(Axis(0), rows.nrows());
                let (mut products, _) = high_enough.split_at(Axis(1), columns.nrows());
                general_mat_mul(1.0, &rows, &columns.t(), 0.0, &mut products);
                for (row, cosines) in (start..).zip(products.rows()) {
                    // A tile is laid out row by row.
                    near_ones(cosines.as_slice().unwrap_or_default(), |at, cosine| {
                        let other = from + at;
                        if other > row {
                            each(row, other, cosine);
                        }
                    });
                }
            }
        }
    }

    fn view(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from(self.0.as_chunks::<EMBEDDING_DIMENSIONS>().0)
    }
}

/// Calls `found` with place and value of those that reach [`NEAR`].
fn near_ones(cosines: &[f32], mut found: impl FnMut(u32, f32)) {
    for (start, glance) in (0..).step_by(GLANCE).zip(cosines.chunks(GLANCE)) {
        // A sum of whole numbers is what the compiler has vector instructions for.
        if glance.iter().map(|cosine| u32::from(*cosine >= NEAR)).sum::<u32>() > 0 {
            for (at, cosine) in (start..).zip(glance).filter(|(_, cosine)| **cosine >= NEAR) {
                found(at, *cosine);
            }
        }
    }
}

/// The nearest rows of a row, and some more until they are too many.
#[derive(Clone, Debug, Default)]
struct Near {
    found: Vec<(f32, u32)>,
    /// The least cosine that may still be among the nearest.
    floor: f32,
}

impl Near {
    fn take(&mut self, cosine: f32, row: u32) {
        if cosine < self.floor {
            return;
        }
        self.found.push((cosine, row));
        if self.found.len() >= 2 * NEAREST {
            self.prune();
        }
    }

    /// Equal cosines rank by row.
    fn prune(&mut self) {
        if self.found.len() > NEAREST {
            let (_, last, _) =
                self.found.select_nth_unstable_by(NEAREST - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            self.floor = last.0;
            self.found.truncate(NEAREST);
        }
    }

    fn best(mut self) -> Vec<(f32, u32)> {
        self.prune();
        self.found
    }
}

/// The product of two vectors of one length, summed in sixteen lanes so that the compiler uses vector instructions.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0_f32; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::testing::crowd;

    #[test]
    fn near_pairs_are_found_across_blocks_and_each_once() {
        let faces = crowd(100, 3, 0.25);
        let matrix = Matrix::new(faces.iter().map(|(vector, _)| vector.as_slice()));
        let mut expected = Vec::new();
        for a in 0..matrix.rows() {
            for b in a + 1..matrix.rows() {
                if dot(matrix.row(a), matrix.row(b)) >= NEAR {
                    expected.push((a as u32, b as u32));
                }
            }
        }
        assert!(expected.len() >= 300, "three a person");
        assert_eq!(matrix.near_pairs(), expected);
    }

    #[test]
    fn of_too_many_the_nearest_stay() {
        let mut near = Near::default();
        for row in 0..500_u32 {
            near.take((row * 7 % 500) as f32, row);
        }
        let mut best: Vec<f32> = near.best().into_iter().map(|(cosine, _)| cosine).collect();
        best.sort_by(f32::total_cmp);
        assert_eq!(best, (460..500).map(|cosine| cosine as f32).collect::<Vec<_>>());
    }
}
