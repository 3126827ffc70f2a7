//! Full convolutions, as a matrix product: filters × the pixels they see.
//!
//! The filters are kept in panels of as many output channels as the kernel takes at once, step by step. Where a filter looks at more than single
//! pixels, the input is first laid out with its zeros around it and, for a stride of 2, apart by odd and even, so that what one step of a filter
//! sees of neighbouring pixels lies side by side, to be read where it lies: see [`super::raster`]. Single pixels, and pictures so narrow that their
//! positions are listed, are brought into panels just before they are multiplied, block by block, while they are in the cache.

use std::sync::Arc;

use super::kernels::{Activation, FEW, Instructions, LARGEST_TILE, Product};
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
    /// With one bias for each output channel, or none, for the instructions that will multiply them.
    pub(super) fn new(weights: &Weights<'_>, bias: Option<&[f32]>, window: Window, instructions: Instructions) -> Self {
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
    /// Pixels of a tile.
    columns: usize,
    /// How many pixels of a tile lie side by side even where its positions are listed: 8, 4 or 1.
    neighbours: usize,
    raster: Raster,
    places: Vec<Place>,
    /// Where each step finds a tile's pixels in the laid-out input, from the tile's first position on.
    offsets: Vec<u32>,
    /// The same in a panel.
    packed: Vec<u32>,
    /// The largest of `offsets`.
    reach: usize,
}

impl Convolution {
    /// For an input of `[pictures, channels, rows, columns]`; `None` where the filters do not fit it.
    pub(super) fn new(filters: &Arc<Filters>, after: Activation, input: &[usize]) -> Option<Self> {
        let input: [usize; 4] = input.try_into().ok()?;
        if input[1] != filters.inputs {
            return None;
        }
        let raster = Raster::new(input, filters.window)?;
        let few = raster.pictures * raster.rows * raster.columns <= FEW;
        let columns = if few { FEW } else { filters.instructions.tile().1 };
        let (places, offsets) = (raster.places(columns), raster.offsets());
        let neighbours = [8, 4].into_iter().find(|count| raster.columns % count == 0).unwrap_or(1);
        let reach = offsets.iter().max().copied().unwrap_or(0);
        let packed = (0..offsets.len()).map(|step| (step * columns) as u32).collect();
        let offsets = offsets.into_iter().map(|offset| offset as u32).collect();
        Some(Self { filters: Arc::clone(filters), after, columns, neighbours, raster, places, offsets, packed, reach })
    }
}

impl Layer for Convolution {
    fn shape(&self) -> Vec<usize> {
        let Raster { pictures, rows, columns, .. } = self.raster;
        vec![pictures, self.filters.outputs, rows, columns]
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let filters = &*self.filters;
        let (rows, columns) = (filters.instructions.tile().0, self.columns);
        let steps = filters.steps();
        let laid_out = self.raster.lay_out(inputs[0]);
        let panel = steps * columns;
        let together = (BLOCK_BYTES / 4 / panel.max(1)).clamp(1, self.places.len().max(1));
        let mut block = vec![0.0_f32; together * panel];
        let mut tile = [0.0; LARGEST_TILE];
        for places in self.places.chunks(together) {
            for (place, panel) in places.iter().zip(block.chunks_exact_mut(panel)) {
                if !self.in_place(place, &laid_out) {
                    gather(&laid_out, &self.offsets, place, columns, self.neighbours, panel);
                }
            }
            for (number, filter) in filters.panels.chunks_exact(rows * steps).enumerate() {
                let first = number * rows;
                let bias = &filters.bias[first..][..rows];
                for (place, panel) in places.iter().zip(block.chunks_exact(panel)) {
                    if columns == FEW {
                        filters.instructions.few(filter, panel, bias, self.after, &mut tile);
                    } else {
                        let (pixels, offsets) = if self.in_place(place, &laid_out) {
                            (&laid_out[place.start..], &self.offsets)
                        } else {
                            (panel, &self.packed)
                        };
                        let product = Product { filters: filter, pixels, offsets, bias, after: self.after };
                        filters.instructions.multiply(product, &mut tile);
                    }
                    self.put(place, first, &tile, out);
                }
            }
        }
    }
}

impl Convolution {
    /// Whether a tile's pixels are read where they lie: they lie side by side, and a step to the next is no further than a laid-out channel.
    fn in_place(&self, place: &Place, laid_out: &[f32]) -> bool {
        !self.filters.window.is_pointwise()
            && place.scattered.is_none()
            && place.start + self.reach + self.columns <= laid_out.len()
    }

    /// Writes a tile: rows are output channels from `first` on, columns are pixels of `place`.
    fn put(&self, place: &Place, first: usize, tile: &[f32; LARGEST_TILE], out: &mut [f32]) {
        match self.columns {
            32 => self.put_tile::<32>(place, first, tile, out),
            16 => self.put_tile::<16>(place, first, tile, out),
            8 => self.put_tile::<8>(place, first, tile, out),
            columns => {
                debug_assert_eq!(columns, FEW, "another instruction set's tile");
                self.put_tile::<FEW>(place, first, tile, out);
            }
        }
    }

    /// Runs are written as long as a tile is wide, as a copy of known length costs a fraction of any other. What is too much of one is
    /// where the next one goes; behind the last one of a plane there would be another plane, so there it is written as it is.
    fn put_tile<const COLUMNS: usize>(&self, place: &Place, first: usize, tile: &[f32; LARGEST_TILE], out: &mut [f32]) {
        let (rows, _) = self.filters.instructions.tile();
        let plane = self.raster.rows * self.raster.columns;
        let outputs = self.filters.outputs;
        for (output, row) in (first..outputs).zip(0..rows) {
            for run in &place.runs {
                let at = (run.picture * outputs + output) * plane + run.pixel;
                let from = &tile[row * COLUMNS + run.column..];
                let ends = if run.pixel + COLUMNS <= plane { at + COLUMNS } else { at + run.length };
                if let (Some(from), Some(to)) =
                    (from.first_chunk::<COLUMNS>(), out[at..ends].first_chunk_mut::<COLUMNS>())
                {
                    *to = *from;
                } else {
                    out[at..at + run.length].copy_from_slice(&from[..run.length]);
                }
            }
        }
    }
}

/// Brings the pixels of a tile into a panel: step by step, one number for each pixel.
fn gather(from: &[f32], offsets: &[u32], place: &Place, columns: usize, neighbours: usize, panel: &mut [f32]) {
    let steps = panel.chunks_exact_mut(columns).zip(offsets.iter().map(|offset| *offset as usize));
    // Every way of its own, so that the compiler knows how long each copy is.
    match &place.scattered {
        None if columns == 32 => steps.for_each(|(step, offset)| copy::<32>(&from[place.start + offset..], step)),
        None if columns == 16 => steps.for_each(|(step, offset)| copy::<16>(&from[place.start + offset..], step)),
        None => steps.for_each(|(step, offset)| copy::<8>(&from[place.start + offset..], step)),
        Some(pixels) if neighbours == 8 => steps.for_each(|(step, offset)| pick::<8>(&from[offset..], pixels, step)),
        Some(pixels) if neighbours == 4 => steps.for_each(|(step, offset)| pick::<4>(&from[offset..], pixels, step)),
        Some(pixels) => steps.for_each(|(step, offset)| pick::<1>(&from[offset..], pixels, step)),
    }
}

/// The numbers of listed positions, of which so many at a time lie side by side.
fn pick<const COUNT: usize>(from: &[f32], positions: &[u32], to: &mut [f32]) {
    for (to, positions) in to.as_chunks_mut::<COUNT>().0.iter_mut().zip(positions.as_chunks::<COUNT>().0) {
        copy::<COUNT>(&from[positions[0] as usize..], to);
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

#[cfg(test)]
mod tests {
    use super::super::onnx::{FLOAT, GraphProto, TensorProto};
    use super::super::weights::Constants;
    use super::*;

    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|at| ((at * 7919 + seed) % 199) as f32 / 100.0 - 1.0).collect()
    }

    /// The sums, one by one.
    fn expected(input: [usize; 4], values: &[f32], outputs: usize, filters: &[f32], window: Window) -> Vec<f32> {
        let [pictures, channels, height, width] = input;
        let spans = [window.over(height, 0), window.over(width, 1)].map(|span| span.expect("fits"));
        let [down, across] = window.kernel;
        let mut sums = Vec::new();
        for (picture, output) in (0..pictures).flat_map(|picture| (0..outputs).map(move |output| (picture, output))) {
            for (y, x) in (0..spans[0].out).flat_map(|y| (0..spans[1].out).map(move |x| (y, x))) {
                let mut sum = output as f32;
                for step in 0..channels * down * across {
                    let (channel, tap) = (step / (down * across), step % (down * across));
                    let row = (y * window.stride + tap / across).checked_sub(spans[0].before);
                    let column = (x * window.stride + tap % across).checked_sub(spans[1].before);
                    if let (Some(row), Some(column)) = (row.filter(|row| *row < height), column.filter(|c| *c < width))
                    {
                        let pixel = ((picture * channels + channel) * height + row) * width + column;
                        sum += filters[output * channels * down * across + step] * values[pixel];
                    }
                }
                sums.push(sum.max(0.0));
            }
        }
        sums
    }

    /// Rows that follow each other and positions that are listed, whole and half empty tiles, several pictures, one pixel.
    #[test]
    fn every_instruction_set_gives_the_sums_at_every_size() {
        let cases = [
            ([1, 3, 40, 41], 5, 3, 1, true),
            ([2, 4, 35, 35], 9, 3, 1, true),
            ([2, 3, 37, 40], 8, 7, 2, false),
            ([2, 5, 17, 17], 16, 3, 2, true),
            ([2, 3, 8, 8], 17, 3, 1, true),
            ([3, 2, 4, 4], 8, 3, 1, true),
            ([2, 6, 3, 3], 12, 3, 1, true),
            ([2, 6, 3, 3], 12, 3, 2, false),
            ([1, 7, 1, 1], 10, 1, 1, false),
            ([2, 7, 1, 1], 10, 1, 1, false),
            ([1, 8, 9, 20], 6, 1, 1, false),
            ([1, 2, 1, 1], 3, 1, 3, false),
            ([1, 2, 5, 2], 3, 1, 4, false),
        ];
        for (input, outputs, kernel, stride, same) in cases {
            let window = Window { kernel: [kernel; 2], stride, same };
            let filters = numbers(outputs * input[1] * kernel * kernel, 3);
            let raw_data = filters.iter().flat_map(|value| value.to_le_bytes()).collect();
            let dims = [outputs, input[1], kernel, kernel].map(|length| length as i64).to_vec();
            let tensor = TensorProto { name: "filters".into(), data_type: FLOAT, dims, raw_data };
            let graph = GraphProto { initializer: vec![tensor], ..GraphProto::default() };
            let weights = Constants::of(&graph).weights("filters").expect("numbers");
            let values = numbers(input.iter().product(), 5);
            let wanted = expected(input, &values, outputs, &filters, window);
            let bias: Vec<f32> = (0..outputs).map(|output| output as f32).collect();
            for instructions in Instructions::all() {
                let filters = Arc::new(Filters::new(&weights, Some(&bias), window, instructions));
                let layer = Convolution::new(&filters, Activation::RELU, &input).expect("fits");
                let mut out = vec![f32::NAN; wanted.len()];
                layer.run(&[&values], &mut out);
                assert_eq!(layer.shape().iter().product::<usize>(), wanted.len());
                for (at, (got, wanted)) in out.iter().zip(&wanted).enumerate() {
                    assert!((got - wanted).abs() < 1e-3, "{instructions:?} {input:?} {window:?} {at}: {got} {wanted}");
                }
            }
        }
    }
}
