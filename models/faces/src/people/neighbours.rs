//! Many vectors as one matrix, and which of them are near each other.

use domain::embedding::EMBEDDING_DIMENSIONS;
use ndarray::{ArrayView2, Axis};

/// Cosine below which two faces are no reason to bring two groups together. Strangers reach it once in 500 pairs.
const NEAR: f32 = 0.92;
/// The nearest faces of a face that are looked at. A person of a thousand photos is connected by forty of them.
const NEAREST: usize = 40;
/// Rows multiplied at once: their products with 100,000 faces are 51 MB.
const BLOCK: usize = 128;

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
        let all = self.view();
        for (start, block) in (0..).step_by(BLOCK).zip(all.axis_chunks_iter(Axis(0), BLOCK)) {
            // What is before this block has been compared with it already.
            let (_, rest) = all.split_at(Axis(0), start);
            let products = block.dot(&rest.t());
            for (row, cosines) in (start..).zip(products.rows()) {
                for (other, cosine) in
                    (start..).zip(cosines).skip(row - start + 1).filter(|(_, cosine)| **cosine >= NEAR)
                {
                    near[row].take(*cosine, other as u32);
                    near[other].take(*cosine, row as u32);
                }
            }
        }
        let ordered = |(row, (_, other)): (u32, (f32, u32))| (row.min(other), row.max(other));
        let of_row = |(row, near): (u32, Near)| near.best().into_iter().map(move |found| ordered((row, found)));
        let mut pairs: Vec<(u32, u32)> = (0..).zip(near).flat_map(of_row).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn view(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from(self.0.as_chunks::<EMBEDDING_DIMENSIONS>().0)
    }
}

/// The nearest rows of a row, and some more until they are too many.
#[derive(Clone, Debug, Default)]
struct Near(Vec<(f32, u32)>);

impl Near {
    fn take(&mut self, cosine: f32, row: u32) {
        self.0.push((cosine, row));
        if self.0.len() > 2 * NEAREST {
            self.prune();
        }
    }

    /// Equal cosines rank by row.
    fn prune(&mut self) {
        if self.0.len() > NEAREST {
            self.0.select_nth_unstable_by(NEAREST, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            self.0.truncate(NEAREST);
        }
    }

    fn best(mut self) -> Vec<(f32, u32)> {
        self.prune();
        self.0
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
