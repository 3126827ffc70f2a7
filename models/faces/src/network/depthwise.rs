//! Convolutions of 3 × 3 pixels in which every channel is by itself.

use std::sync::Arc;

use super::kernels::{Activation, Instructions};
use super::layer::Layer;
use super::window::{Span, Window};

/// One filter of nine numbers and a bias for every channel.
#[derive(Debug)]
pub(super) struct ChannelFilters {
    filters: Vec<[f32; 9]>,
    bias: Vec<f32>,
    stride: usize,
    same: bool,
}

impl ChannelFilters {
    /// `None` where the window is not one of 3 × 3 pixels with a stride of 1 or 2.
    pub(super) fn new(weights: &[f32], bias: Option<&[f32]>, window: Window) -> Option<Self> {
        if window.kernel != [3, 3] || !(1..=2).contains(&window.stride) {
            return None;
        }
        let filters = weights.as_chunks::<9>().0.to_vec();
        let bias = bias.map_or_else(|| vec![0.0; filters.len()], <[f32]>::to_vec);
        Some(Self { filters, bias, stride: window.stride, same: window.same })
    }

    fn window(&self) -> Window {
        Window { kernel: [3, 3], stride: self.stride, same: self.same }
    }
}

/// Such a convolution over pictures of one size.
#[derive(Debug)]
pub(super) struct Depthwise {
    filters: Arc<ChannelFilters>,
    after: Activation,
    instructions: Instructions,
    input: [usize; 4],
    spans: [Span; 2],
}

impl Depthwise {
    /// For an input of `[pictures, channels, rows, columns]`; `None` where the filters do not fit it.
    pub(super) fn new(filters: &Arc<ChannelFilters>, after: Activation, input: &[usize]) -> Option<Self> {
        let input: [usize; 4] = input.try_into().ok()?;
        let window = filters.window();
        let spans = [window.over(input[2], 0)?, window.over(input[3], 1)?];
        let fits = input[1] == filters.filters.len();
        fits.then(|| Self { filters: Arc::clone(filters), after, instructions: Instructions::best(), input, spans })
    }
}

impl Layer for Depthwise {
    fn shape(&self) -> Vec<usize> {
        vec![self.input[0], self.input[1], self.spans[0].out, self.spans[1].out]
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let [_, channels, height, width] = self.input;
        let [down, across] = self.spans;
        let stride = self.filters.stride;
        let edged = Edged::new(width, across, stride);
        // Three rows in turn, so that each is laid out once.
        let mut rows = [edged.row.clone(), edged.row.clone(), edged.row.clone()];
        let planes = inputs[0].chunks_exact(height * width).zip(out.chunks_exact_mut(down.out * across.out));
        for (number, (plane, out)) in planes.enumerate() {
            let (filter, bias) = (&self.filters.filters[number % channels], self.filters.bias[number % channels]);
            let mut next = 0;
            for (y, out) in out.chunks_exact_mut(across.out).enumerate() {
                while next < y * stride + 3 {
                    let row = next.checked_sub(down.before).filter(|row| *row < height);
                    edged.fill(row.map(|row| &plane[row * width..][..width]), &mut rows[next % 3]);
                    next += 1;
                }
                let of = |tap: usize| edged.tap(&rows[(y * stride + tap / 3) % 3], tap % 3);
                let taps = std::array::from_fn(of);
                self.instructions.row(&taps, filter, bias, self.after, out);
            }
        }
    }
}

/// How a row is laid out: with its zeros, and odd and even apart for a stride of 2.
struct Edged {
    row: Vec<f32>,
    before: usize,
    stride: usize,
    half: usize,
}

impl Edged {
    fn new(width: usize, span: Span, stride: usize) -> Self {
        let half = (span.before + width + span.after).div_ceil(stride) + 1;
        Self { row: vec![0.0; half * stride], before: span.before, stride, half }
    }

    fn fill(&self, from: Option<&[f32]>, to: &mut [f32]) {
        let Some(from) = from else {
            to.fill(0.0);
            return;
        };
        if self.stride == 1 {
            to[self.before..][..from.len()].copy_from_slice(from);
            to[..self.before].fill(0.0);
            to[self.before + from.len()..].fill(0.0);
            return;
        }
        to.fill(0.0);
        let (even, odd) = to.split_at_mut(self.half);
        let (first, second) = if self.before == 0 { (even, odd) } else { (odd, &mut even[1..]) };
        let (pairs, rest) = from.as_chunks::<2>();
        for ((pair, first), second) in pairs.iter().zip(first.iter_mut()).zip(second) {
            (*first, *second) = (pair[0], pair[1]);
        }
        if let Some(last) = rest.first() {
            first[pairs.len()] = *last;
        }
    }

    /// What the left, middle or right column of the filter sees.
    fn tap<'a>(&self, row: &'a [f32], column: usize) -> &'a [f32] {
        match (self.stride, column) {
            (1, _) => &row[column..],
            (_, 1) => &row[self.half..],
            (_, _) => &row[column / 2..self.half],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_by_itself_with_any_stride_and_edge() {
        for (height, width, stride, same) in
            [(6, 9, 1, true), (7, 8, 2, true), (8, 8, 2, true), (9, 7, 2, false), (5, 40, 1, false), (2, 2, 2, true)]
        {
            if !same && height < 3 {
                continue;
            }
            let weights: Vec<f32> = (0..18_u8).map(|n| f32::from(n) / 7.0 - 1.0).collect();
            let window = Window { kernel: [3, 3], stride, same };
            let filters = Arc::new(ChannelFilters::new(&weights, Some(&[0.5, -0.5]), window).expect("3 × 3"));
            let layer = Depthwise::new(&filters, Activation::NONE, &[2, 2, height, width]).expect("fits");
            let values: Vec<f32> = (0..4 * height * width).map(|n| (n * 37 % 101) as f32 / 50.0).collect();
            let shape = layer.shape();
            let mut out = vec![0.0; shape.iter().product()];
            layer.run(&[&values], &mut out);
            let [down, across] = layer.spans;
            for (at, got) in out.iter().enumerate() {
                let (plane, y, x) = (at / (shape[2] * shape[3]), at / shape[3] % shape[2], at % shape[3]);
                let mut sum = [0.5, -0.5][plane % 2];
                for tap in 0..9 {
                    let row = (y * stride + tap / 3).checked_sub(down.before).filter(|row| *row < height);
                    let column = (x * stride + tap % 3).checked_sub(across.before).filter(|column| *column < width);
                    if let (Some(row), Some(column)) = (row, column) {
                        sum += weights[plane % 2 * 9 + tap] * values[(plane * height + row) * width + column];
                    }
                }
                assert!((sum - got).abs() < 1e-4, "{height}×{width} / {stride} {same}: {plane} {y} {x}: {got} {sum}");
            }
        }
    }

    #[test]
    fn other_windows_are_not_its_work() {
        let window = Window { kernel: [5, 5], stride: 1, same: true };
        assert!(ChannelFilters::new(&[0.0; 25], None, window).is_none());
    }
}
