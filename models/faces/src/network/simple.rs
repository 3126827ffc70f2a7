//! The layers between convolutions that move or add numbers.

use super::kernels::Activation;
use super::layer::Layer;

/// The sum of two tensors of one shape.
#[derive(Debug)]
pub(super) struct Add {
    pub(super) shape: Vec<usize>,
    pub(super) after: Activation,
}

impl Layer for Add {
    fn shape(&self) -> Vec<usize> {
        self.shape.clone()
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        for ((out, a), b) in out.iter_mut().zip(inputs[0]).zip(inputs[1]) {
            *out = self.after.of(a + b);
        }
    }
}

/// Something that is done to every number, after something is taken off each channel.
#[derive(Debug)]
pub(super) struct Each {
    pub(super) shape: Vec<usize>,
    /// What is taken off: one number, or one for each channel.
    pub(super) less: Vec<f32>,
    pub(super) after: Activation,
}

impl Layer for Each {
    fn shape(&self) -> Vec<usize> {
        self.shape.clone()
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let plane = self.shape.iter().skip(2).product::<usize>().max(1);
        let planes = out.chunks_exact_mut(plane).zip(inputs[0].chunks_exact(plane));
        for ((out, values), less) in planes.zip(self.less.iter().cycle()) {
            for (out, value) in out.iter_mut().zip(values) {
                *out = self.after.of(value - less);
            }
        }
    }
}

/// Zeros after the channels, the rows and the columns.
#[derive(Debug)]
pub(super) struct PadEnd {
    pub(super) input: [usize; 4],
    pub(super) zeros: [usize; 4],
}

impl Layer for PadEnd {
    fn shape(&self) -> Vec<usize> {
        self.input.iter().zip(self.zeros).map(|(length, zeros)| length + zeros).collect()
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let [_, channels, height, width] = self.input;
        let [_, more_channels, more_rows, more_columns] = self.zeros;
        let (wide, plane) = (width + more_columns, (height + more_rows) * (width + more_columns));
        out.fill(0.0);
        for (number, values) in inputs[0].chunks_exact(height * width).enumerate() {
            let at = (number / channels * (channels + more_channels) + number % channels) * plane;
            for (row, values) in values.chunks_exact(width).enumerate() {
                out[at + row * wide..][..width].copy_from_slice(values);
            }
        }
    }
}

/// `[pictures, channels, rows, columns]` as `[pictures, rows, columns, channels]`.
#[derive(Debug)]
pub(super) struct ChannelsLast(pub(super) [usize; 4]);

impl Layer for ChannelsLast {
    fn shape(&self) -> Vec<usize> {
        let [pictures, channels, rows, columns] = self.0;
        vec![pictures, rows, columns, channels]
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let [_, channels, rows, columns] = self.0;
        let pixels = rows * columns;
        for (picture, out) in inputs[0].chunks_exact(channels * pixels).zip(out.chunks_exact_mut(channels * pixels)) {
            for (pixel, out) in out.chunks_exact_mut(channels).enumerate() {
                for (channel, out) in out.iter_mut().enumerate() {
                    *out = picture[channel * pixels + pixel];
                }
            }
        }
    }
}

/// Tensors one after the other, as they are: another shape for one, a join of several along the first dimension that is not 1.
#[derive(Debug)]
pub(super) struct InARow(pub(super) Vec<usize>);

impl Layer for InARow {
    fn shape(&self) -> Vec<usize> {
        self.0.clone()
    }

    fn run(&self, inputs: &[&[f32]], out: &mut [f32]) {
        let mut at = 0;
        for values in inputs {
            out[at..at + values.len()].copy_from_slice(values);
            at += values.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(layer: &dyn Layer, values: &[&[f32]]) -> Vec<f32> {
        let mut out = vec![0.0; layer.shape().iter().product()];
        layer.run(values, &mut out);
        out
    }

    #[test]
    fn sums_go_through_what_comes_after() {
        let add = Add { shape: vec![3], after: Activation::RELU };
        assert_eq!(run(&add, &[&[1., -2., 3.], &[1., 1., -4.]]), [2., 0., 0.]);
    }

    #[test]
    fn a_mean_colour_is_taken_off_each_channel() {
        let layer = Each { shape: vec![1, 2, 1, 2], less: vec![1., 10.], after: Activation::NONE };
        assert_eq!(run(&layer, &[&[1., 2., 10., 12.]]), [0., 1., 0., 2.]);
        let layer = Each { less: vec![1.], ..layer };
        assert_eq!(run(&layer, &[&[1., 2., 10., 12.]]), [0., 1., 9., 11.]);
    }

    #[test]
    fn zeros_come_after() {
        let pad = PadEnd { input: [1, 1, 1, 2], zeros: [0, 1, 1, 1] };
        assert_eq!(pad.shape(), [1, 2, 2, 3]);
        assert_eq!(run(&pad, &[&[4., 5.]]), [4., 5., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.]);
    }

    #[test]
    fn channels_come_last() {
        assert_eq!(run(&ChannelsLast([1, 2, 1, 3]), &[&[1., 2., 3., 4., 5., 6.]]), [1., 4., 2., 5., 3., 6.]);
    }

    #[test]
    fn tensors_are_joined() {
        assert_eq!(run(&InARow(vec![1, 3, 1]), &[&[1., 2.], &[3.]]), [1., 2., 3.]);
    }
}
