//! Full convolutions, as a matrix product: filters × the pixels they see.
//!
//! The filters are kept in panels of as many output channels as the kernel takes at once, step by step; a block of pixels is brought into
//! panels of the same kind just before it is multiplied, while it is in the cache. Where a filter looks at more than single pixels, the input
//! is first laid out with its zeros around it and, for a stride of 2, apart by odd and even, so that what one step of a filter sees of
//! neighbouring pixels lies side by side: see [`super::raster`].

use std::sync::Arc;

use super::kernels::{Activation, Instructions, LARGEST_TILE};
use super::layer::Layer;
use super::raster::{Place, Raster};
use super::weights::Weights;
use super::window::Window;

/// Pixels' numbers that are multiplied by all filters before the next ones are fetched: half of a usual second-level cache.
const BLOCK_BYTES: usize = 256 * 1024;

/// The filters of a convolution, in panels.
#[derive(Debug)]
pub(super) struct Filters {
    instructions: Instructions,
    /// Panel by panel, step by step, one number for each of the panel's output channels; zeros fill the last panel.
    panels: Vec<f32>,
    /// One for each output channel, and zeros to fill the last panel.
    bias: Vec<f32>,
    outputs: usize,
    inputs: usize,
    window: Window,
}

impl Filters {
    /// With one bias for each output channel, or none.
    pub(super) fn new(weights: &Weights<'_>, bias: Option<&[f32]>, window: Window) -> Self {
        let instructions = Instructions::best();
        let (rows, _) = instructions.tile();
        let (outputs, steps) = (weights.outputs, weights.each);
        let mut panels = vec![0.0; outputs.div_ceil(rows) * rows * steps];
        let mut filter = vec![0.0; steps];
        for output in 0..outputs {
            weights.filter(output, &mut filter);
            place(&filter, &mut panels[output / rows * rows * steps..][..rows * steps], rows, output % rows);
        }
        let mut padded = bias.map_or_else(Vec::new, <[f32]>::to_vec);
        padded.resize(outputs.div_ceil(rows) * rows, 0.0);
        let inputs = steps / (window.kernel[0] * window.kernel[1]).max(1);
        Self { instructions, panels, bias: padded, outputs, inputs, window }
    }

    fn steps(&self) -> usize {
        self.inputs * self.window.kernel[0] * self.window.kernel[1]
    }
}

/// Puts one filter into its panel of so many rows.
#[inline(never)]
fn place(filter: &[f32], panel: &mut [f32], rows: usize, row: usize) {
    for (step, weight) in panel.chunks_exact_mut(rows).zip(filter) {
        step[row] = *weight;
    }
}

/// A convolution over pictures of one size.
#[derive(Debug)]
pub(super) struct Convolution {
    filters: Arc<Filters>,
    after: Activation,
    raster: Raster,
    places: Vec<Place>,
    offsets: Vec<usize>,
}

impl Convolution {
    /// For an input of `[pictures, channels, rows, columns]`; `None` where the filters do not fit it.
    pub(super) fn new(filters: &Arc<Filters>, after: Activation, input: &[usize]) -> Option<Self> {
        let input: [usize; 4] = input.try_into().ok()?;
        if input[1] != filters.inputs {
            return None;
        }
        let (_, columns) = filters.instructions.tile();
        let raster = Raster::new(input, filters.window)?;
        let (places, offsets) = (raster.places(columns), raster.offsets());
        Some(Self { filters: Arc::clone(filters), after, raster, places, offsets })
    }
}

impl Layer for Convolution {
    fn shape(&self) -> Vec<usize> {
        let Raster { pictures, rows, columns, .. } = self.raster;
        vec![pictures, self.filters.outputs, rows, columns]
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let filters = &*self.filters;
        let (rows, columns) = filters.instructions.tile();
        let steps = filters.steps();
        let laid_out = self.raster.lay_out(inputs[0]);
        let panel = steps * columns;
        let together = (BLOCK_BYTES / 4 / panel.max(1)).clamp(1, self.places.len().max(1));
        let mut block = vec![0.0_f32; together * panel];
        let mut tile = [0.0; LARGEST_TILE];
        for places in self.places.chunks(together) {
            gather(&laid_out, &self.offsets, places, columns, &mut block);
            for (number, filter) in filters.panels.chunks_exact(rows * steps).enumerate() {
                let first = number * rows;
                let bias = &filters.bias[first..][..rows];
                for (place, pixels) in places.iter().zip(block.chunks_exact(panel)) {
                    filters.instructions.multiply(filter, pixels, bias, self.after, &mut tile);
                    self.put(place, first, &tile, out);
                }
            }
        }
    }
}

impl Convolution {
    /// Writes a tile: rows are output channels from `first` on, columns are pixels of `place`.
    fn put(&self, place: &Place, first: usize, tile: &[f32; LARGEST_TILE], out: &mut [f32]) {
        let (rows, columns) = self.filters.instructions.tile();
        let plane = self.raster.rows * self.raster.columns;
        let outputs = self.filters.outputs;
        for (output, row) in (first..outputs).zip(tile.chunks_exact(columns)).take(rows) {
            for run in &place.runs {
                let at = (run.picture * outputs + output) * plane + run.pixel;
                out[at..at + run.length].copy_from_slice(&row[run.column..run.column + run.length]);
            }
        }
    }
}

/// Brings the pixels of some tiles into panels: tile by tile, step by step, one number for each pixel.
fn gather(from: &[f32], offsets: &[usize], places: &[Place], columns: usize, block: &mut [f32]) {
    let panel = offsets.len() * columns;
    for (place, panel) in places.iter().zip(block.chunks_exact_mut(panel)) {
        let steps = panel.chunks_exact_mut(columns).zip(offsets);
        match &place.scattered {
            // Most panels: the copy's length is known to the compiler.
            None if columns == 32 => steps.for_each(|(step, offset)| copy::<32>(&from[place.start + offset..], step)),
            None if columns == 16 => steps.for_each(|(step, offset)| copy::<16>(&from[place.start + offset..], step)),
            None => steps.for_each(|(step, offset)| copy::<8>(&from[place.start + offset..], step)),
            Some(pixels) => {
                for (step, offset) in steps {
                    let from = &from[*offset..];
                    for (number, pixel) in step.iter_mut().zip(pixels) {
                        *number = from[*pixel as usize];
                    }
                }
            }
        }
    }
}

/// The first so many numbers; near the end of the input there may be fewer.
fn copy<const COUNT: usize>(from: &[f32], to: &mut [f32]) {
    if let (Some(from), Some(to)) = (from.first_chunk::<COUNT>(), to.first_chunk_mut::<COUNT>()) {
        *to = *from;
    } else {
        let count = from.len().min(to.len());
        to[..count].copy_from_slice(&from[..count]);
    }
}
