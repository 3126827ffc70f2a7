//! Convolutions of 3 × 3 pixels in which every channel is by itself.

use std::sync::Arc;

use super::kernels::{Activation, Instructions};
use super::layer::Layer;
use super::raster::Raster;
use super::window::Window;

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

/// Such a convolution over pictures of one size. A channel is one long row: its laid-out rows, one after the other, with a few
/// positions between them that are left out when it is written.
#[derive(Debug)]
pub(super) struct Depthwise {
    filters: Arc<ChannelFilters>,
    after: Activation,
    instructions: Instructions,
    raster: Raster,
    /// Where each of the nine looks, in a channel.
    offsets: [usize; 9],
    shape: [usize; 4],
}

impl Depthwise {
    /// For an input of `[pictures, channels, rows, columns]`; `None` where the filters do not fit it.
    pub(super) fn new(filters: &Arc<ChannelFilters>, after: Activation, input: &[usize]) -> Option<Self> {
        let [pictures, channels, rows, columns] = input.try_into().ok()?;
        if channels != filters.filters.len() {
            return None;
        }
        let raster = Raster::new([pictures, 1, rows, columns], filters.window())?;
        let offsets = raster.offsets().try_into().ok()?;
        let shape = [pictures, channels, raster.rows, raster.columns];
        let instructions = Instructions::best();
        Some(Self { filters: Arc::clone(filters), after, instructions, raster, offsets, shape })
    }
}

impl Layer for Depthwise {
    fn shape(&self) -> Vec<usize> {
        self.shape.to_vec()
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let [pictures, channels, rows, columns] = self.shape;
        let wide = self.raster.wide();
        let mut channel = vec![0.0; self.raster.channel()];
        let mut results = vec![0.0; (rows - 1) * wide + columns];
        let planes = inputs[0].chunks_exact(inputs[0].len() / (pictures * channels));
        for (number, (plane, out)) in planes.zip(out.chunks_exact_mut(rows * columns)).enumerate() {
            let (filter, bias) = (&self.filters.filters[number % channels], self.filters.bias[number % channels]);
            self.raster.lay_out_channel(plane, &mut channel);
            let taps = self.offsets.map(|offset| &channel[offset..]);
            self.instructions.row(&taps, filter, bias, self.after, &mut results);
            for (out, results) in out.chunks_exact_mut(columns).zip(results.chunks(wide)) {
                out.copy_from_slice(&results[..columns]);
            }
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
            let [down, across] = [window.over(height, 0), window.over(width, 1)].map(|span| span.expect("fits"));
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
