//! For any machine: the compiler finds what vector instructions there are.

use super::{LARGEST_TILE, Product};

pub(super) const ROWS: usize = 4;
pub(super) const COLUMNS: usize = 8;

pub(super) fn multiply(product: Product<'_>, tile: &mut [f32; LARGEST_TILE]) {
    let Product { bias, after, .. } = product;
    let mut sums = [[0.0_f32; COLUMNS]; ROWS];
    for (a, b) in product.steps::<ROWS, COLUMNS>() {
        for (sums, a) in sums.iter_mut().zip(a) {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    for ((tile, sums), bias) in tile.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(sums).zip(bias) {
        *tile = sums.map(|sum| after.of(sum + bias));
    }
}
