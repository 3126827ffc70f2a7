//! What a row's cosine to a probe cannot exceed, from codes alone.
//!
//! With `v = s·c + e` for a row and `q = t·d + f` for the probe (`s`, `t` steps, `c`, `d` codes, `e`, `f` what they leave out), the cosine is
//!
//! ```text
//! q·v = s t (c·d) + f·(s·c) + q·e ≤ s t (c·d) + |f| |s·c| + |q| |e|
//! ```
//!
//! `c·d` is a sum of integers and therefore exact. The loops are plain Rust, which the compiler turns into
//! vector instructions.

use domain::EMBEDDING_DIMENSIONS;

use super::Vector;
use super::codes::{CodedProbe, Half};

/// Lengths of rows and of what their codes stand for are below this.
const LONGEST: f32 = 1.1;
/// Rounding: a cosine of 128 products in 16 lanes is off by at most 24 · 2⁻²⁴ = 1.5e-6 (Higham, Accuracy and Stability of Numerical Algorithms, 3.1),
/// the six operations of a ceiling by 6 · 2⁻²⁴ of at most 1.3.
const ROUNDING: f32 = 1e-5;

/// A probe, made ready once for all rows.
pub(super) struct Probed {
    coded: CodedProbe,
    length: f32,
    /// What every ceiling has on top.
    slack: f32,
}

/// Rows without their vectors.
pub(super) struct Rows<'a> {
    pub(super) codes: &'a [[i8; EMBEDDING_DIMENSIONS]],
    pub(super) steps: &'a [Half],
    pub(super) rests: &'a [Half],
}

impl Probed {
    pub(super) fn new(probe: &Vector) -> Self {
        let coded = CodedProbe::of(probe);
        let square: f64 = probe.iter().map(|value| f64::from(*value).powi(2)).sum();
        let slack = coded.rest * LONGEST + ROUNDING;
        Self { coded, length: (square.sqrt() as f32).next_up(), slack }
    }

    /// Writes a ceiling for each row.
    pub(super) fn ceilings(&self, rows: &Rows<'_>, ceilings: &mut [f32]) {
        write_on_this_processor(self, rows, ceilings);
    }

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the instruction set of whoever calls it"
    )]
    #[inline(always)]
    fn write(&self, rows: &Rows<'_>, ceilings: &mut [f32]) {
        let Self { coded, length, slack } = self;
        for (ceiling, codes) in ceilings.iter_mut().zip(rows.codes) {
            *ceiling = product(codes, &coded.codes) as f32;
        }
        for ((ceiling, step), rest) in ceilings.iter_mut().zip(rows.steps).zip(rows.rests) {
            *ceiling = *ceiling * (coded.step * step.number()) + (length * rest.number() + slack);
        }
    }
}

/// At most 128 · 127 · 32767, a quarter of what an `i32` holds.
#[expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instruction set of whoever calls it"
)]
#[inline(always)]
fn product(row: &[i8; EMBEDDING_DIMENSIONS], probe: &[i16; EMBEDDING_DIMENSIONS]) -> i32 {
    row.iter().zip(probe).map(|(row, probe)| i32::from(*row) * i32::from(*probe)).sum()
}

/// With the widest vector instructions of this processor, which is asked while running. Which they are makes it faster and no different.
#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "a function with instructions that not every processor has may be called only where it was asked for them"
)]
fn write_on_this_processor(probed: &Probed, rows: &Rows<'_>, ceilings: &mut [f32]) {
    let has_avx512 = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl");
    if has_avx512 {
        // SAFETY: the processor has the three sets that the function is compiled for.
        unsafe { write_with_avx512(probed, rows, ceilings) }
    } else if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the set that the function is compiled for.
        unsafe { write_with_avx2(probed, rows, ceilings) }
    } else {
        probed.write(rows, ceilings);
    }
}

/// Elsewhere the compiler may always use the vector instructions that there are.
#[cfg(not(target_arch = "x86_64"))]
fn write_on_this_processor(probed: &Probed, rows: &Rows<'_>, ceilings: &mut [f32]) {
    probed.write(rows, ceilings);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn write_with_avx512(probed: &Probed, rows: &Rows<'_>, ceilings: &mut [f32]) {
    probed.write(rows, ceilings);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn write_with_avx2(probed: &Probed, rows: &Rows<'_>, ceilings: &mut [f32]) {
    probed.write(rows, ceilings);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::codes::Coded;

    #[test]
    fn every_instruction_set_gives_the_same() {
        let vectors: Vec<Vector> = (0..40).map(crate::matrix::tests::vector).collect();
        let coded: Vec<Coded> = vectors.iter().map(Coded::of).collect();
        let codes: Vec<_> = coded.iter().map(|coded| coded.codes).collect();
        let steps: Vec<_> = coded.iter().map(|coded| coded.step).collect();
        let rests: Vec<_> = coded.iter().map(|coded| coded.rest).collect();
        let rows = Rows { codes: &codes, steps: &steps, rests: &rests };
        let probed = Probed::new(&vectors[7]);
        let (mut here, mut plain) = (vec![0.0; 40], vec![0.0; 40]);
        probed.ceilings(&rows, &mut here);
        probed.write(&rows, &mut plain);
        assert_eq!(here, plain);
    }
}
