//! Many faces' vectors, and which of them are nearest to one.
//!
//! One query over many vectors is bound by how fast memory is read. So every vector is kept twice: as it is (512 bytes), and as 128 codes of one
//! byte with a bound on what the codes leave out. A query reads the codes only, a quarter of the memory, and gets for every row a number that its
//! cosine cannot exceed; the few rows whose number reaches far enough are then computed from the vectors. What is found is exactly what a plain loop
//! over the vectors finds, to the last bit, whatever the processor: codes are multiplied as integers, and a cosine is always summed in one order.

mod block;
mod ceilings;
mod codes;
#[cfg(test)]
mod tests;

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use domain::EMBEDDING_DIMENSIONS;
use ndarray::ArrayView2;

use crate::people::dot;
use block::Block;
use ceilings::Probed;

/// A vector of length 1.
pub type Vector = [f32; EMBEDDING_DIMENSIONS];

/// Rows of a block. Copies of a matrix share their blocks until one of them changes: who searches keeps what they have while photos come.
pub(crate) const BLOCK: usize = 1024;

/// Vectors of length 1 (to 0.1 %), row by row: about 644 bytes each.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    blocks: Vec<Arc<Block>>,
}

/// A row that was found, and its cosine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Which row.
    pub row: usize,
    /// Its cosine to the probe.
    pub cosine: f32,
}

impl Matrix {
    /// These vectors, in this order.
    pub fn new<'a>(vectors: impl IntoIterator<Item = &'a Vector>) -> Self {
        let vectors: Vec<&Vector> = vectors.into_iter().collect();
        Self { blocks: vectors.chunks(BLOCK).map(|vectors| Arc::new(Block::of(vectors))).collect() }
    }

    /// How many.
    pub fn rows(&self) -> usize {
        self.blocks.last().map_or(0, |last| (self.blocks.len() - 1) * BLOCK + last.rows())
    }

    /// One of them.
    pub fn row(&self, row: usize) -> &Vector {
        self.blocks[row / BLOCK].vector(row % BLOCK)
    }

    /// The cosine of a row to a probe: the same number on every machine.
    pub fn cosine(&self, row: usize, probe: &Vector) -> f32 {
        dot(self.row(row), probe)
    }

    /// Puts one at the end.
    pub fn push(&mut self, vector: &Vector) {
        match self.blocks.last_mut().filter(|last| last.rows() < BLOCK) {
            Some(last) => Arc::make_mut(last).push(vector),
            None => self.blocks.push(Arc::new(Block::of(&[vector]))),
        }
    }

    /// Removes a row; the last one takes its place.
    pub fn swap_remove(&mut self, row: usize) {
        let Some(last) = self.blocks.last_mut() else { return };
        let moved = Arc::make_mut(last).pop();
        if last.rows() == 0 {
            self.blocks.pop();
        }
        if row < self.rows() {
            Arc::make_mut(&mut self.blocks[row / BLOCK]).set(row % BLOCK, &moved);
        }
    }

    /// For every row a number that is at least its cosine to the probe, and at most about .02 more.
    pub fn ceilings(&self, probe: &Vector) -> Vec<f32> {
        let mut ceilings = vec![0.0; self.rows()];
        let probed = Probed::new(probe);
        for (block, ceilings) in self.blocks.iter().zip(ceilings.chunks_mut(BLOCK)) {
            block.ceilings(&probed, ceilings);
        }
        ceilings
    }

    /// The rows of the `most` highest cosines, highest first. Equal cosines rank by `rank`, which is another one for every row.
    pub fn top<R: Ord + Copy>(&self, probe: &Vector, most: usize, rank: impl Fn(usize) -> R) -> Vec<Near> {
        if most == 0 {
            return Vec::new();
        }
        let ceilings = self.ceilings(probe);
        let glances: Vec<f32> = ceilings.chunks(GLANCE).map(highest).collect();
        // So many rows have at least this ceiling. They come first: after them hardly any other reaches the line.
        let first = nth_highest(&glances, most);
        let mut best = Best { most, ranked: BinaryHeap::with_capacity(most.min(self.rows()) + 1) };
        for likely in [true, false] {
            for (at, glance) in glances.iter().enumerate() {
                if *glance < if likely { first } else { best.line() } {
                    continue;
                }
                let start = at * GLANCE;
                for (row, ceiling) in (start..).zip(&ceilings[start..(start + GLANCE).min(ceilings.len())]) {
                    if (*ceiling >= first) == likely && *ceiling >= best.line() {
                        let near = Near { row, cosine: self.cosine(row, probe) };
                        best.take(Ranked { near, rank: Reverse(rank(row)) });
                    }
                }
            }
        }
        best.ranked.into_sorted_vec().into_iter().map(|Reverse(ranked)| ranked.near).collect()
    }

    /// The rows whose cosine reaches `least`, highest first. Equal cosines rank by `rank`.
    pub fn at_least<R: Ord>(&self, probe: &Vector, least: f32, rank: impl Fn(usize) -> R) -> Vec<Near> {
        let mut found: Vec<Near> = reaching(&self.ceilings(probe), least)
            .map(|row| Near { row, cosine: self.cosine(row, probe) })
            .filter(|near| near.cosine >= least)
            .collect();
        found.sort_unstable_by(|a, b| b.cosine.total_cmp(&a.cosine).then_with(|| rank(a.row).cmp(&rank(b.row))));
        found
    }

    /// Memory that it takes, in bytes; what copies share is counted for each.
    pub fn bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<Arc<Block>>() + self.blocks.iter().map(|block| block.bytes()).sum::<usize>()
    }

    /// The vectors, [`BLOCK`] rows at a time.
    pub(crate) fn views(&self) -> impl Iterator<Item = ArrayView2<'_, f32>> {
        self.blocks.iter().map(|block| block.view())
    }
}

/// Rows that are looked at together: hardly ever does one of them reach a line.
const GLANCE: usize = 32;

/// In lanes and without an early end, so that the compiler compares several at once.
fn highest(ceilings: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (lanes, rest) = ceilings.as_chunks::<LANES>();
    let mut most = [f32::NEG_INFINITY; LANES];
    for lanes in lanes {
        for (most, ceiling) in most.iter_mut().zip(lanes) {
            *most = if *ceiling > *most { *ceiling } else { *most };
        }
    }
    most.iter().chain(rest).fold(f32::NEG_INFINITY, |most, ceiling| most.max(*ceiling))
}

/// The nth highest, counted from 1; −∞ where there are fewer.
fn nth_highest(numbers: &[f32], nth: usize) -> f32 {
    if numbers.len() < nth {
        return f32::NEG_INFINITY;
    }
    let mut numbers = numbers.to_vec();
    *numbers.select_nth_unstable_by(nth - 1, |a, b| b.total_cmp(a)).1
}

/// The rows whose ceiling reaches a line.
pub(crate) fn reaching(ceilings: &[f32], line: f32) -> impl Iterator<Item = usize> {
    (0..)
        .step_by(GLANCE)
        .zip(ceilings.chunks(GLANCE))
        .filter(move |(_, ceilings)| highest(ceilings) >= line)
        .flat_map(move |(start, ceilings)| (start..).zip(ceilings))
        .filter(move |(_, ceiling)| **ceiling >= line)
        .map(|(row, _)| row)
}

/// The best rows so far, the worst of them on top.
struct Best<R> {
    most: usize,
    ranked: BinaryHeap<Reverse<Ranked<R>>>,
}

impl<R: Ord> Best<R> {
    /// The cosine that a row must reach to be one of them.
    fn line(&self) -> f32 {
        let worst = self.ranked.peek().filter(|_| self.ranked.len() >= self.most);
        worst.map_or(f32::NEG_INFINITY, |Reverse(worst)| worst.near.cosine)
    }

    fn take(&mut self, ranked: Ranked<R>) {
        self.ranked.push(Reverse(ranked));
        if self.ranked.len() > self.most {
            self.ranked.pop();
        }
    }
}

/// Higher cosines are more, then lower ranks.
struct Ranked<R> {
    near: Near,
    rank: Reverse<R>,
}

impl<R: Ord> Ord for Ranked<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.near.cosine.total_cmp(&other.near.cosine).then_with(|| self.rank.cmp(&other.rank))
    }
}

impl<R: Ord> PartialOrd for Ranked<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R: Ord> PartialEq for Ranked<R> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<R: Ord> Eq for Ranked<R> {}
