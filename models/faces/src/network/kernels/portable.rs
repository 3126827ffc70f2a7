//! For any machine: the compiler finds what vector instructions there are.

use super::{Activation, LARGEST_TILE, Pixels, few, step};

pub(super) const ROWS: usize = 4;
pub(super) const COLUMNS: usize = 8;

pub(super) fn multiply(a: &[f32], b: Pixels<'_>, bias: &[f32], after: Activation, tile: &mut [f32; LARGEST_TILE]) {
    match b {
        Pixels::Packed(b) => product(a, b.as_chunks().0.iter(), bias, after, tile),
        Pixels::InPlace(from, offsets) => {
            product(a, offsets.iter().map_while(|offset| step(from, *offset)), bias, after, tile);
        }
        Pixels::Few(b) => few::<ROWS, false>(a, b, bias, after, tile),
    }
}

fn product<'a>(
    a: &[f32],
    b: impl Iterator<Item = &'a [f32; COLUMNS]>,
    bias: &[f32],
    after: Activation,
    tile: &mut [f32; LARGEST_TILE],
) {
    let mut sums = [[0.0_f32; COLUMNS]; ROWS];
    for (a, b) in a.as_chunks::<ROWS>().0.iter().zip(b) {
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
