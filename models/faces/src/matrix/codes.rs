//! A vector in 128 bytes, and what they leave out.

use domain::EMBEDDING_DIMENSIONS;

use super::Vector;

/// A positive number in two bytes: the upper half of an `f32`, at most 1/128 too much and never too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Half(u16);

impl Half {
    /// The smallest half that is at least this positive number.
    fn at_least(number: f32) -> Self {
        Self((number.to_bits().saturating_add(0xFFFF) >> 16) as u16)
    }

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the instruction set of whoever calls it"
    )]
    #[inline(always)]
    pub(super) fn number(self) -> f32 {
        f32::from_bits(u32::from(self.0) << 16)
    }
}

/// A vector's numbers as multiples of a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coded {
    pub(super) codes: [i8; EMBEDDING_DIMENSIONS],
    pub(super) step: Half,
    /// How long the difference between the vector and `step · codes` is, at most.
    pub(super) rest: Half,
}

impl Coded {
    pub(super) fn of(vector: &Vector) -> Self {
        const MOST: f32 = i8::MAX as f32;
        let step = Half::at_least(largest(vector) / MOST);
        let codes = vector.map(|value| (value / step.number()).round().clamp(-MOST, MOST) as i8);
        let rest = rest(vector, &codes.map(f32::from), step.number());
        // In `f64` a sum of 128 squares is right to 14 digits; the next larger half covers that.
        Self { codes, step, rest: Half::at_least(rest.next_up()) }
    }
}

/// A probe's numbers as multiples of a step, finer: it is one, and what it leaves out weighs on every row.
#[derive(Clone, Debug)]
pub(super) struct CodedProbe {
    pub(super) codes: [i16; EMBEDDING_DIMENSIONS],
    pub(super) step: f32,
    /// How long the difference between the probe and `step · codes` is, at most.
    pub(super) rest: f32,
}

impl CodedProbe {
    pub(super) fn of(probe: &Vector) -> Self {
        const MOST: f32 = i16::MAX as f32;
        let step = (largest(probe) / MOST).next_up();
        let codes = probe.map(|value| (value / step).round().clamp(-MOST, MOST) as i16);
        Self { codes, step, rest: rest(probe, &codes.map(f32::from), step).next_up() }
    }
}

/// The largest number of a vector, whatever its sign; more than nothing.
fn largest(vector: &Vector) -> f32 {
    vector.iter().fold(f32::MIN_POSITIVE * 65_536.0, |largest, value| largest.max(value.abs()))
}

fn rest(vector: &Vector, codes: &[f32; EMBEDDING_DIMENSIONS], step: f32) -> f32 {
    let square = |(value, code): (&f32, &f32)| (f64::from(*value) - f64::from(step) * f64::from(*code)).powi(2);
    vector.iter().zip(codes).map(square).sum::<f64>().sqrt() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_never_less_and_hardly_more() {
        for number in [0.0, 1e-30, 0.002_36, 0.5, 1.0, 1.000_001, 3.9] {
            let half = Half::at_least(number).number();
            assert!(half >= number && half <= number * (1.0 + 1.0 / 128.0), "{number} {half}");
        }
    }
}
