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

    /// The cosine of every row to a vector.
    pub(crate) fn cosines(&self, vector: &[f32]) -> Vec<f32> {
        self.0.as_chunks::<EMBEDDING_DIMENSIONS>().0.iter().map(|row| dot(row, vector)).collect()
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
        let mut pairs = Vec::new();
        let mut near: Vec<(f32, u32)> = Vec::new();
        self.for_each_row_against(self, |row, cosines| {
            near.clear();
            let others =
                cosines.iter().zip(0_u32..).filter(|(cosine, other)| **cosine >= NEAR && *other as usize != row);
            near.extend(others.map(|(cosine, other)| (*cosine, other)));
            if near.len() > NEAREST {
                near.select_nth_unstable_by(NEAREST, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                near.truncate(NEAREST);
            }
            pairs.extend(near.iter().map(|(_, other)| ((row as u32).min(*other), (row as u32).max(*other))));
        });
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn view(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from(self.0.as_chunks::<EMBEDDING_DIMENSIONS>().0)
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
