//! 4 numbers at once, in a browser: 8 of the 16 registers hold sums.

use core::arch::wasm32::{f32x4, f32x4_add, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat, v128, v128_store};

use super::{LARGEST_TILE, Product};

pub(super) const ROWS: usize = 4;
pub(super) const COLUMNS: usize = 8;
const LANES: usize = 4;

pub(super) fn multiply(product: Product<'_>, tile: &mut [f32; LARGEST_TILE]) {
    let Product { bias, after, .. } = product;
    let mut sums = [[f32x4_splat(0.0); 2]; ROWS];
    for (a, b) in product.steps::<ROWS, COLUMNS>() {
        let [left, right] = [load([b[0], b[1], b[2], b[3]]), load([b[4], b[5], b[6], b[7]])];
        for (sums, a) in sums.iter_mut().zip(a) {
            let a = f32x4_splat(*a);
            sums[0] = f32x4_add(sums[0], f32x4_mul(a, left));
            sums[1] = f32x4_add(sums[1], f32x4_mul(a, right));
        }
    }
    let (slope, limit) = (f32x4_splat(after.slope), f32x4_splat(after.limit));
    for ((tile, sums), bias) in tile.as_chunks_mut::<LANES>().0.chunks_exact_mut(2).zip(sums).zip(bias) {
        for (tile, sum) in tile.iter_mut().zip(sums) {
            let sum = f32x4_add(sum, f32x4_splat(*bias));
            store(tile, f32x4_pmin(f32x4_pmax(sum, f32x4_mul(sum, slope)), limit));
        }
    }
}

/// The compiler makes one load of it.
fn load([a, b, c, d]: [f32; LANES]) -> v128 {
    f32x4(a, b, c, d)
}

#[expect(unsafe_code, reason = "the intrinsic takes a pointer")]
fn store(to: &mut [f32; LANES], value: v128) {
    // SAFETY: the array is as long as what is written.
    unsafe { v128_store(to.as_mut_ptr().cast(), value) }
}
