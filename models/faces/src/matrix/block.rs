//! A thousand rows of a matrix.

use domain::EMBEDDING_DIMENSIONS;
use ndarray::ArrayView2;

use super::ceilings::{Probed, Rows};
use super::codes::{Coded, Half};
use super::{BLOCK, Vector};

/// Vectors and their codes, a list each, so that a query reads nothing but codes.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    vectors: Vec<Vector>,
    codes: Vec<[i8; EMBEDDING_DIMENSIONS]>,
    steps: Vec<Half>,
    rests: Vec<Half>,
}

impl Block {
    /// These vectors, and no room for more.
    pub(super) fn of(vectors: &[&Vector]) -> Self {
        let mut block = Self::default();
        block.reserve(vectors.len());
        for vector in vectors {
            block.push(vector);
        }
        block
    }

    fn reserve(&mut self, more: usize) {
        self.vectors.reserve_exact(more);
        self.codes.reserve_exact(more);
        self.steps.reserve_exact(more);
        self.rests.reserve_exact(more);
    }

    pub(super) fn rows(&self) -> usize {
        self.vectors.len()
    }

    pub(super) fn vector(&self, row: usize) -> &Vector {
        &self.vectors[row]
    }

    pub(super) fn push(&mut self, vector: &Vector) {
        let rows = self.rows();
        if rows == self.vectors.capacity() {
            // An eighth more, and never more than a block holds: doubled it would be half empty.
            self.reserve((rows / 8).clamp(1, BLOCK.saturating_sub(rows).max(1)));
        }
        let Coded { codes, step, rest } = Coded::of(vector);
        self.vectors.push(*vector);
        self.codes.push(codes);
        self.steps.push(step);
        self.rests.push(rest);
    }

    /// The last vector. Must not be empty.
    pub(super) fn pop(&mut self) -> Vector {
        self.codes.pop();
        self.steps.pop();
        self.rests.pop();
        self.vectors.pop().unwrap_or([0.0; EMBEDDING_DIMENSIONS])
    }

    pub(super) fn set(&mut self, row: usize, vector: &Vector) {
        let Coded { codes, step, rest } = Coded::of(vector);
        self.vectors[row] = *vector;
        self.codes[row] = codes;
        self.steps[row] = step;
        self.rests[row] = rest;
    }

    pub(super) fn ceilings(&self, probed: &Probed, ceilings: &mut [f32]) {
        probed.ceilings(&Rows { codes: &self.codes, steps: &self.steps, rests: &self.rests }, ceilings);
    }

    pub(super) fn view(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from(self.vectors.as_slice())
    }

    pub(super) fn bytes(&self) -> usize {
        let halves = self.steps.capacity() + self.rests.capacity();
        size_of::<Self>()
            + self.vectors.capacity() * size_of::<Vector>()
            + self.codes.capacity() * EMBEDDING_DIMENSIONS
            + halves * size_of::<Half>()
    }
}
