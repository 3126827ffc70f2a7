//! Pools, and the mean over a whole picture.

use super::layer::Layer;
use super::window::{Span, Window};

/// What a pool keeps of the pixels in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// The largest number.
    Largest,
    /// The mean.
    Mean,
}

/// A pool over pictures of one size. What lies outside the picture counts for nothing.
#[derive(Debug)]
pub(super) struct Pool {
    keep: Keep,
    window: Window,
    input: [usize; 4],
    spans: [Span; 2],
}

impl Pool {
    /// For an input of `[pictures, channels, rows, columns]`; `None` where the window does not fit it, or a mean would need zeros.
    pub(super) fn new(keep: Keep, window: Window, input: &[usize]) -> Option<Self> {
        let input: [usize; 4] = input.try_into().ok()?;
        let spans = [window.over(input[2], 0)?, window.over(input[3], 1)?];
        let edged = spans.iter().any(|span| span.before + span.after > 0);
        (keep == Keep::Largest || !edged).then_some(Self { keep, window, input, spans })
    }
}

impl Layer for Pool {
    fn shape(&self) -> Vec<usize> {
        vec![self.input[0], self.input[1], self.spans[0].out, self.spans[1].out]
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let [_, _, height, width] = self.input;
        let [down, across] = self.spans;
        let Window { kernel, stride, .. } = self.window;
        let start = if self.keep == Keep::Largest { f32::NEG_INFINITY } else { 0.0 };
        let mut seen = vec![start; width + across.before + across.after];
        let mut columns = seen.clone();
        for (plane, out) in inputs[0].chunks_exact(height * width).zip(out.chunks_exact_mut(down.out * across.out)) {
            for (y, out) in out.chunks_exact_mut(across.out).enumerate() {
                let rows = (y * stride..y * stride + kernel[0]).filter_map(|row| row.checked_sub(down.before));
                seen[across.before..][..width].fill(start);
                for row in rows.filter(|row| *row < height) {
                    let row = &plane[row * width..][..width];
                    keep_each(self.keep, &mut seen[across.before..], row);
                }
                // Then the same across; what a stride leaves out is computed for nothing, but many at a time.
                columns.copy_from_slice(&seen);
                for across in 1..kernel[1] {
                    keep_each(self.keep, &mut columns, &seen[across..]);
                }
                let share = if self.keep == Keep::Mean { 1.0 / (kernel[0] * kernel[1]) as f32 } else { 1.0 };
                for (out, kept) in out.iter_mut().zip(columns.iter().step_by(stride)) {
                    *out = kept * share;
                }
            }
        }
    }
}

/// Takes more numbers to those that are kept: their maximum or sum.
fn keep_each(keep: Keep, kept: &mut [f32], more: &[f32]) {
    let each = kept.iter_mut().zip(more);
    match keep {
        // Not `max`: its care for NaN costs two more instructions.
        Keep::Largest => each.for_each(|(kept, more)| *kept = if *more > *kept { *more } else { *kept }),
        Keep::Mean => each.for_each(|(kept, more)| *kept += *more),
    }
}

/// The mean over a whole picture.
#[derive(Debug)]
pub(super) struct GlobalMean([usize; 4]);

impl GlobalMean {
    pub(super) fn new(input: &[usize]) -> Option<Self> {
        input.try_into().ok().map(Self)
    }
}

impl Layer for GlobalMean {
    fn shape(&self) -> Vec<usize> {
        vec![self.0[0], self.0[1], 1, 1]
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let pixels = self.0[2] * self.0[3];
        for (plane, out) in inputs[0].chunks_exact(pixels).zip(out) {
            *out = plane.iter().sum::<f32>() / pixels as f32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(layer: &dyn Layer, values: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; layer.shape().iter().product()];
        layer.run(&[values], &mut out);
        out
    }

    #[test]
    fn the_largest_of_a_window_that_reaches_over_the_edge() {
        let window = Window { kernel: [2, 2], stride: 1, same: true };
        let shape = [1, 1, 2, 3];
        let pool = Pool::new(Keep::Largest, window, &shape).expect("fits");
        assert_eq!(run(&pool, &[-5., -2., -9., -1., -7., -8.]), [-1., -2., -8., -1., -7., -8.]);
    }

    #[test]
    fn the_mean_of_four() {
        let window = Window { kernel: [2, 2], stride: 2, same: false };
        let shape = [1, 2, 2, 3];
        let pool = Pool::new(Keep::Mean, window, &shape).expect("fits");
        let values = [1., 2., 9., 3., 4., 9., 10., 10., 9., 10., 10., 9.];
        assert_eq!(run(&pool, &values), [2.5, 10.0]);
        assert!(Pool::new(Keep::Mean, Window { same: true, ..window }, &shape).is_none());
    }

    #[test]
    fn the_mean_of_all() {
        let shape = [1, 2, 1, 2];
        assert_eq!(run(&GlobalMean::new(&shape).expect("a picture"), &[1., 2., 5., 7.]), [1.5, 6.0]);
    }
}
