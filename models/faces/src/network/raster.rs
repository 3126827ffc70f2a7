//! Where a convolution finds its pixels.
//!
//! An input is laid out so that, for every step of a filter, the pixels that neighbouring positions of the window see lie side by side: with its
//! zeros around it and, for a stride of 2, in four pictures by odd and even rows and columns. Positions are counted over the laid-out
//! rows, zeros and all: a few are computed for nothing, at the end of each row, and left out when they are written. In narrow pictures that would be
//! too many; there every position is listed by itself.

use std::borrow::Cow;

use super::window::{Span, Window};

/// Narrower pictures list their positions: two for nothing in a row of 16 are an eighth.
const NARROW: usize = 16;

/// The positions of a tile and where their results go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The first position in the laid-out input, where they follow each other.
    pub(super) start: usize,
    /// Every position, where they do not.
    pub(super) scattered: Option<Vec<u32>>,
    /// What of the tile is written where.
    pub(super) runs: Vec<Run>,
}

/// Neighbouring columns of a tile that are neighbours in the output, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The first column of the tile.
    pub(super) column: usize,
    /// The picture of the output.
    pub(super) picture: usize,
    /// The first pixel of one of its channels.
    pub(super) pixel: usize,
    /// How many.
    pub(super) length: usize,
}

/// How an input is laid out.
#[derive(Debug)]
pub(super) struct Raster {
    /// Pictures of input and output.
    pub(super) pictures: usize,
    /// Rows of the output.
    pub(super) rows: usize,
    /// Columns of the output.
    pub(super) columns: usize,
    input: [usize; 4],
    window: Window,
    spans: [Span; 2],
}

impl Raster {
    /// For an input of `[pictures, channels, rows, columns]`; `None` where the window does not fit.
    pub(super) fn new(input: [usize; 4], window: Window) -> Option<Self> {
        let spans = [window.over(input[2], 0)?, window.over(input[3], 1)?];
        Some(Self { pictures: input[0], rows: spans[0].out, columns: spans[1].out, input, window, spans })
    }

    /// The output's positions in tiles of so many.
    pub(super) fn places(&self, tile: usize) -> Vec<Place> {
        if self.columns < NARROW && !self.as_it_is() { self.listed(tile) } else { self.in_rows(tile) }
    }

    /// How far apart the rows of a laid-out picture are.
    pub(super) fn wide(&self) -> usize {
        if self.as_it_is() { self.columns } else { self.laid_out()[1] }
    }

    /// Whether the input needs no laying out.
    fn as_it_is(&self) -> bool {
        self.window.is_pointwise()
    }

    /// Rows and columns of one laid-out picture: of one of four, for a stride of 2.
    fn laid_out(&self) -> [usize; 2] {
        let part = |axis: usize| {
            (self.input[2 + axis] + self.spans[axis].before + self.spans[axis].after).div_ceil(self.window.stride)
        };
        [part(0), part(1)]
    }

    /// Numbers of one channel of a picture, laid out.
    pub(super) fn channel(&self) -> usize {
        let [rows, columns] = self.laid_out();
        rows * columns * self.window.stride * self.window.stride
    }

    /// For each step of a filter, where it sees something relative to a position.
    pub(super) fn offsets(&self) -> Vec<usize> {
        let [rows, columns] = self.laid_out();
        let stride = self.window.stride;
        let [down, across] = self.window.kernel;
        let step = |channel: usize, y: usize, x: usize| {
            let part = (y % stride * stride + x % stride) * rows * columns;
            channel * self.channel() + part + y / stride * columns + x / stride
        };
        (0..self.input[1])
            .flat_map(|c| (0..down).flat_map(move |y| (0..across).map(move |x| (c, y, x))))
            .map(|(c, y, x)| step(c, y, x))
            .collect()
    }

    /// The input with zeros around it, odd and even apart.
    pub(super) fn lay_out<'a>(&self, values: &'a [f32]) -> Cow<'a, [f32]> {
        if self.as_it_is() {
            return Cow::Borrowed(values);
        }
        let plane = self.input[2] * self.input[3];
        let mut laid_out = vec![0.0; self.pictures * self.input[1] * self.channel()];
        for (channel, plane) in laid_out.chunks_exact_mut(self.channel()).zip(values.chunks_exact(plane)) {
            self.lay_out_channel(plane, channel);
        }
        Cow::Owned(laid_out)
    }

    /// One channel of a picture; what becomes the zeros around it must be zero already.
    pub(super) fn lay_out_channel(&self, plane: &[f32], channel: &mut [f32]) {
        let [rows, columns] = self.laid_out();
        let stride = self.window.stride;
        let (top, left) = (self.spans[0].before, self.spans[1].before);
        let width = self.input[3];
        for (y, row) in plane.chunks_exact(width).enumerate() {
            let part = (y + top) % stride * stride;
            let row_at = (y + top) / stride * columns;
            if stride == 1 {
                channel[row_at + left..][..width].copy_from_slice(row);
                continue;
            }
            for phase in 0..stride {
                // The first column of this phase, and where it goes.
                let first = (phase + stride - left % stride) % stride;
                let at = (part + phase) * rows * columns + row_at + (first + left) / stride;
                let row = row.get(first..).unwrap_or_default();
                if stride == 2 {
                    pick_every::<2>(row, &mut channel[at..]);
                } else {
                    channel[at..].iter_mut().zip(row.iter().step_by(stride)).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }

    /// Tiles over the laid-out rows of each picture.
    fn in_rows(&self, tile: usize) -> Vec<Place> {
        let wide = self.wide();
        let positions = self.rows * wide;
        let picture = self.input[1] * self.channel();
        let place = |number: usize, first: usize| {
            let last = positions.min(first + tile);
            let mut runs = Vec::new();
            if wide == self.columns {
                runs.push(Run { column: 0, picture: number, pixel: first, length: last - first });
            } else {
                for row in first / wide..=(last - 1) / wide {
                    let (from, to) = (first.max(row * wide), last.min(row * wide + self.columns));
                    if from < to {
                        let pixel = row * self.columns + from - row * wide;
                        runs.push(Run { column: from - first, picture: number, pixel, length: to - from });
                    }
                }
            }
            Place { start: number * picture + first, scattered: None, runs }
        };
        let tiles =
            (0..self.pictures).flat_map(|number| (0..positions).step_by(tile).map(move |first| (number, first)));
        // One that begins behind the last pixel has nothing to write.
        tiles.map(|(number, first)| place(number, first)).filter(|place| !place.runs.is_empty()).collect()
    }

    /// Tiles over the output's positions, of all pictures.
    fn listed(&self, tile: usize) -> Vec<Place> {
        let wide = self.laid_out()[1];
        let plane = self.rows * self.columns;
        let picture = self.input[1] * self.channel();
        let all = self.pictures * plane;
        let place = |first: usize| {
            let last = all.min(first + tile);
            let seen = |at: usize| {
                let pixel = at % plane;
                (at / plane * picture + pixel / self.columns * wide + pixel % self.columns) as u32
            };
            // What is left of the last tile sees the first position, or its neighbours, and is not written.
            let mut scattered: Vec<u32> = (first..last).map(seen).collect();
            scattered.resize(tile, seen(first));
            let runs = (first / plane..=(last - 1) / plane).map(|number| {
                let (from, to) = (first.max(number * plane), last.min((number + 1) * plane));
                Run { column: from - first, picture: number, pixel: from - number * plane, length: to - from }
            });
            Place { start: 0, scattered: Some(scattered), runs: runs.collect() }
        };
        (0..all).step_by(tile).map(place).collect()
    }
}

/// The first of every so many numbers: in whole groups, which the compiler moves many at a time, and then the rest.
fn pick_every<const STRIDE: usize>(from: &[f32], to: &mut [f32]) {
    let (groups, rest) = from.as_chunks::<STRIDE>();
    for (to, group) in to.iter_mut().zip(groups) {
        *to = group[0];
    }
    if let (Some(from), Some(to)) = (rest.first(), to.get_mut(groups.len())) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(input: [usize; 4], kernel: usize, stride: usize, same: bool) -> Raster {
        Raster::new(input, Window { kernel: [kernel; 2], stride, same }).expect("fits")
    }

    /// What every step of a filter sees at every pixel of the output, looked up in the input.
    fn expected(raster: &Raster, values: &[f32], picture: usize, pixel: usize) -> Vec<f32> {
        let [_, channels, height, width] = raster.input;
        let (y, x) = (pixel / raster.columns * raster.window.stride, pixel % raster.columns * raster.window.stride);
        let mut seen = Vec::new();
        for channel in 0..channels {
            for (down, across) in
                (0..raster.window.kernel[0]).flat_map(|d| (0..raster.window.kernel[1]).map(move |a| (d, a)))
            {
                let row = (y + down).checked_sub(raster.spans[0].before).filter(|row| *row < height);
                let column = (x + across).checked_sub(raster.spans[1].before).filter(|column| *column < width);
                let number = row
                    .zip(column)
                    .map(|(row, column)| values[((picture * channels + channel) * height + row) * width + column]);
                seen.push(number.unwrap_or(0.0));
            }
        }
        seen
    }

    #[test]
    fn every_step_sees_the_right_pixel() {
        let cases = [
            raster([2, 3, 20, 21], 3, 1, true),
            raster([1, 2, 37, 40], 7, 2, false),
            raster([2, 2, 36, 36], 3, 2, true),
            raster([2, 3, 5, 4], 3, 1, true),
            raster([2, 3, 9, 8], 3, 2, false),
            raster([1, 4, 9, 11], 1, 1, false),
            raster([2, 2, 9, 11], 1, 2, true),
        ];
        for raster in cases {
            let values: Vec<f32> = (0..raster.input.iter().product::<usize>()).map(|at| (at + 1) as f32).collect();
            let (laid_out, offsets) = (raster.lay_out(&values), raster.offsets());
            let mut written = vec![0; raster.pictures * raster.rows * raster.columns];
            for place in raster.places(8) {
                for run in &place.runs {
                    for step in 0..run.length {
                        let column = run.column + step;
                        let position =
                            place.scattered.as_ref().map_or(place.start + column, |all| all[column] as usize);
                        let seen: Vec<f32> = offsets.iter().map(|offset| laid_out[position + offset]).collect();
                        assert_eq!(seen, expected(&raster, &values, run.picture, run.pixel + step), "{raster:?}");
                        written[run.picture * raster.rows * raster.columns + run.pixel + step] += 1;
                    }
                }
            }
            assert!(written.iter().all(|times| *times == 1), "every pixel once: {raster:?}");
        }
    }
}
