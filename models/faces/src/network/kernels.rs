//! The two inner loops that nearly all of a network's time is spent in, for the instructions that this machine has.
//!
//! Natively the instructions are found out when the program runs; a WebAssembly module either has SIMD or is not for this browser.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
mod portable;
#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
mod simd128;

/// The largest tile that any kernel computes: 8 output channels of 32 pixels.
pub(super) const LARGEST_TILE: usize = 8 * 32;

/// The pixels of a tile where there are no more: a kernel for tiles would do most of its work for nothing.
pub(super) const FEW: usize = 2;

/// What happens to a number after a layer's sum: `min(max(x, slope · x), limit)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Activation {
    /// 1 leaves numbers below 0 as they are, 0 makes them 0, what is between makes them small.
    pub(super) slope: f32,
    /// The largest number that comes out.
    pub(super) limit: f32,
}

impl Activation {
    /// Changes nothing.
    pub(super) const NONE: Self = Self { slope: 1.0, limit: f32::INFINITY };
    /// Nothing below 0.
    pub(super) const RELU: Self = Self { slope: 0.0, limit: f32::INFINITY };

    /// One number.
    #[expect(clippy::inline_always, reason = "it is part of loops that are compiled for several instruction sets")]
    #[inline(always)]
    pub(super) fn of(self, x: f32) -> f32 {
        // Not `max` and `min`: their care for NaN costs two more instructions each.
        let slow = self.slope * x;
        let up = if slow > x { slow } else { x };
        if up < self.limit { up } else { self.limit }
    }
}

/// A tile of a matrix product: `tile[row][column] = after(bias[row] + Σ filters[k][row] · pixels[offsets[k] + column])`, with as many rows and columns
/// as [`Instructions::tile`] says and as many steps as there are offsets, each of which leaves the width of a tile.
#[derive(Clone, Copy, Debug)]
pub(super) struct Product<'a> {
    /// Step by step, one number for each row.
    pub(super) filters: &'a [f32],
    /// A panel, or an input that is laid out.
    pub(super) pixels: &'a [f32],
    /// Where each step's pixels begin.
    pub(super) offsets: &'a [u32],
    /// One for each row.
    pub(super) bias: &'a [f32],
    /// What happens to the sums.
    pub(super) after: Activation,
}

impl<'a> Product<'a> {
    /// What is multiplied in each step.
    #[expect(clippy::inline_always, reason = "it is part of loops that are compiled for several instruction sets")]
    #[inline(always)]
    fn steps<const ROWS: usize, const COLUMNS: usize>(
        self,
    ) -> impl Iterator<Item = (&'a [f32; ROWS], &'a [f32; COLUMNS])> {
        let pixels = move |offset: &u32| self.pixels.get(*offset as usize..)?.first_chunk();
        self.filters.as_chunks().0.iter().zip(self.offsets.iter().map_while(pixels))
    }
}

/// Which instructions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instructions {
    /// What every machine has.
    #[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
    Portable,
    /// 4 numbers at once, in a browser.
    #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
    Simd128,
    /// 8 numbers at once.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 16 numbers at once.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Instructions {
    /// The best that this machine has.
    pub(super) fn best() -> Self {
        Self::all().last().copied().unwrap_or(Self::all()[0])
    }

    /// All that this machine has, the best last.
    #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
    pub(super) fn all() -> Vec<Self> {
        vec![Self::Simd128]
    }

    /// All that this machine has, the best last.
    #[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
    pub(super) fn all() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "only x86-64 has more than one"))]
        let mut all = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
                all.push(Self::Avx2);
            }
            if std::is_x86_feature_detected!("avx512f") {
                all.push(Self::Avx512);
            }
        }
        all
    }

    /// Output channels and pixels of one tile.
    pub(super) fn tile(self) -> (usize, usize) {
        match self {
            #[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
            Self::Portable => (portable::ROWS, portable::COLUMNS),
            #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
            Self::Simd128 => (simd128::ROWS, simd128::COLUMNS),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => (avx2::ROWS, avx2::COLUMNS),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => (avx512::ROWS, avx512::COLUMNS),
        }
    }

    /// Computes a tile.
    #[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "the processor was asked for the instructions"))]
    pub(super) fn multiply(self, product: Product<'_>, tile: &mut [f32; LARGEST_TILE]) {
        match self {
            #[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
            Self::Portable => portable::multiply(product, tile),
            #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
            Self::Simd128 => simd128::multiply(product, tile),
            // SAFETY: `all` gives these only where the processor says that it has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2::multiply(product, tile) },
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::multiply(product, tile) },
        }
    }

    /// The same for [`FEW`] columns, which lie side by side step by step: the rows are what is computed at once.
    #[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "the processor was asked for the instructions"))]
    pub(super) fn few(self, a: &[f32], b: &[f32], bias: &[f32], after: Activation, tile: &mut [f32; LARGEST_TILE]) {
        match self {
            #[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
            Self::Portable => few::<{ portable::ROWS }, false>(a, b, bias, after, tile),
            #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
            Self::Simd128 => few::<{ simd128::ROWS }, false>(a, b, bias, after, tile),
            // SAFETY: as in `multiply`: `all` gives these only where the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2::few(a, b, bias, after, tile) },
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::few(a, b, bias, after, tile) },
        }
    }

    /// A row of a convolution of 3 × 3 pixels: `out[x] = after(bias + Σ filter[tap] · taps[tap][x])`. Every tap is at least as long as the row.
    #[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "the processor was asked for the instructions"))]
    pub(super) fn row(self, taps: &[&[f32]; 9], filter: &[f32; 9], bias: f32, after: Activation, out: &mut [f32]) {
        match self {
            #[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
            Self::Portable => row::<false>(taps, filter, bias, after, out),
            #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
            Self::Simd128 => row::<false>(taps, filter, bias, after, out),
            // SAFETY: as in `multiply`: `all` gives these only where the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2::row(taps, filter, bias, after, out) },
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::row(taps, filter, bias, after, out) },
        }
    }
}

/// [`Instructions::few`], which the compiler turns into whatever vector instructions its caller may use.
#[expect(clippy::inline_always, reason = "its caller says which vector instructions there are")]
#[inline(always)]
fn few<const ROWS: usize, const FUSED: bool>(
    a: &[f32],
    b: &[f32],
    bias: &[f32],
    after: Activation,
    tile: &mut [f32; LARGEST_TILE],
) {
    let mut sums = [[0.0_f32; ROWS]; FEW];
    for (a, b) in a.as_chunks::<ROWS>().0.iter().zip(b.as_chunks::<FEW>().0) {
        for (sums, b) in sums.iter_mut().zip(b) {
            for (sum, a) in sums.iter_mut().zip(a) {
                *sum = if FUSED { a.mul_add(*b, *sum) } else { a * b + *sum };
            }
        }
    }
    for (column, sums) in sums.iter().enumerate() {
        for (row, (sum, bias)) in sums.iter().zip(bias).enumerate() {
            tile[row * FEW + column] = after.of(sum + bias);
        }
    }
}

/// [`Instructions::row`], which the compiler turns into whatever vector instructions its caller may use.
#[expect(clippy::inline_always, reason = "its caller says which vector instructions there are")]
#[inline(always)]
fn row<const FUSED: bool>(taps: &[&[f32]; 9], filter: &[f32; 9], bias: f32, after: Activation, out: &mut [f32]) {
    let taps = taps.map(|tap| &tap[..out.len()]);
    for (x, out) in out.iter_mut().enumerate() {
        let mut sum = bias;
        for tap in 0..9 {
            sum = if FUSED { taps[tap][x].mul_add(filter[tap], sum) } else { taps[tap][x] * filter[tap] + sum };
        }
        *out = after.of(sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn every_instruction_set_multiplies_the_same() {
        let after = Activation { slope: 0.1, limit: 1.5 };
        for instructions in Instructions::all() {
            let (rows, columns) = instructions.tile();
            for steps in [1, 7, 64] {
                let (a, b, bias) = (numbers(steps * rows, 1), numbers(steps * columns, 2), numbers(rows, 3));
                let mut tile = [0.0; LARGEST_TILE];
                let offsets: Vec<u32> = (0..steps).map(|k| (k * columns) as u32).collect();
                let product = Product { filters: &a, pixels: &b, offsets: &offsets, bias: &bias, after };
                instructions.multiply(product, &mut tile);
                let pixels: Vec<f32> = b.chunks_exact(columns).flat_map(|step| step[..FEW].to_vec()).collect();
                let mut few = [0.0; LARGEST_TILE];
                instructions.few(&a, &pixels, &bias, after, &mut few);
                for (few, row) in few.chunks_exact(FEW).zip(tile.chunks_exact(columns)).take(rows) {
                    assert!(few.iter().zip(row).all(|(few, all)| (few - all).abs() < 1e-4), "{instructions:?} {steps}");
                }
                for row in 0..rows {
                    for column in 0..columns {
                        let sum: f32 = (0..steps).map(|k| a[k * rows + row] * b[k * columns + column]).sum();
                        let expected = after.of(sum + bias[row]);
                        let got = tile[row * columns + column];
                        assert!(
                            (got - expected).abs() < 1e-4,
                            "{instructions:?} {steps} {row} {column}: {got} {expected}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_instruction_set_convolves_the_same_row() {
        let pixels = numbers(9 * 50, 4);
        let filter: [f32; 9] = numbers(9, 5).try_into().expect("nine");
        for instructions in Instructions::all() {
            for length in [1, 8, 37] {
                let taps: [&[f32]; 9] = std::array::from_fn(|tap| &pixels[tap * 50..][..length + 3]);
                let mut out = vec![0.0; length];
                instructions.row(&taps, &filter, 0.5, Activation::RELU, &mut out);
                for (x, got) in out.iter().enumerate() {
                    let sum: f32 = (0..9).map(|tap| filter[tap] * taps[tap][x]).sum();
                    assert!((got - (sum + 0.5).max(0.0)).abs() < 1e-5, "{instructions:?} {length} {x}");
                }
            }
        }
    }
}
