//! 16 numbers at once: 16 registers hold sums, two hold pixels. Eight rows leave nothing over of a network's 32, 64, 128… output channels.

use core::arch::x86_64::{
    __m512, _mm512_add_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_max_ps, _mm512_min_ps, _mm512_mul_ps,
    _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
};

use super::{Activation, LARGEST_TILE, Product};

pub(super) const ROWS: usize = 8;
pub(super) const COLUMNS: usize = 32;
const LANES: usize = 16;

#[target_feature(enable = "avx512f")]
pub(super) fn multiply(product: Product<'_>, tile: &mut [f32; LARGEST_TILE]) {
    let Product { bias, after, .. } = product;
    let mut sums = [[_mm512_setzero_ps(); 2]; ROWS];
    for (a, b) in product.steps::<ROWS, COLUMNS>() {
        let [left, right] = halves(b);
        let (left, right) = (load(left), load(right));
        for (sums, a) in sums.iter_mut().zip(a) {
            let a = _mm512_set1_ps(*a);
            sums[0] = _mm512_fmadd_ps(a, left, sums[0]);
            sums[1] = _mm512_fmadd_ps(a, right, sums[1]);
        }
    }
    let (slope, limit) = (_mm512_set1_ps(after.slope), _mm512_set1_ps(after.limit));
    for ((tile, sums), bias) in tile.as_chunks_mut::<LANES>().0.chunks_exact_mut(2).zip(sums).zip(bias) {
        for (tile, sum) in tile.iter_mut().zip(sums) {
            let sum = _mm512_add_ps(sum, _mm512_set1_ps(*bias));
            store(tile, _mm512_min_ps(_mm512_max_ps(sum, _mm512_mul_ps(sum, slope)), limit));
        }
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn few(a: &[f32], b: &[f32], bias: &[f32], after: Activation, tile: &mut [f32; LARGEST_TILE]) {
    super::few::<ROWS, true>(a, b, bias, after, tile);
}

#[target_feature(enable = "avx512f")]
pub(super) fn row(taps: &[&[f32]; 9], filter: &[f32; 9], bias: f32, after: Activation, out: &mut [f32]) {
    super::row::<true>(taps, filter, bias, after, out);
}

fn halves(b: &[f32; COLUMNS]) -> [&[f32; LANES]; 2] {
    let (halves, _) = b.as_chunks::<LANES>();
    [&halves[0], &halves[1]]
}

#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the intrinsic takes a pointer")]
fn load(from: &[f32; LANES]) -> __m512 {
    // SAFETY: the array is as long as what is read.
    unsafe { _mm512_loadu_ps(from.as_ptr()) }
}

#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the intrinsic takes a pointer")]
fn store(to: &mut [f32; LANES], value: __m512) {
    // SAFETY: the array is as long as what is written.
    unsafe { _mm512_storeu_ps(to.as_mut_ptr(), value) }
}
