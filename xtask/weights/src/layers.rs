//! The layers that the four networks share, from TensorFlow's layout (`N H W C`, filters `H W I O`) to ONNX's (`N C H W`, filters `O I H W`).

use crate::Error;
use crate::onnx::{Attribute, Graph, Value};
use crate::package::{Numbers, Package, Tensor};

/// How a file keeps its filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Single precision: for the server, which reads it once.
    Float,
    /// The package's own bytes behind `DequantizeLinear`: a quarter of the size and the same numbers, for the browser.
    Codes,
}

/// How a layer treats the edge of its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// TensorFlow's "SAME": as many zeros as the stride needs; where their number is odd, the extra one comes after.
    Same,
    /// Nothing is added.
    Valid,
}

/// What a filter's output goes through that can be folded into the filter: `factor × (filter · x + …) + bias`, by output channel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fold {
    /// Multiplies the filter; empty for 1.
    pub(crate) factor: Vec<f64>,
    /// Added after; empty for none.
    pub(crate) bias: Vec<f64>,
}

/// Builds one network from one package.
pub(crate) struct Builder<'a> {
    /// The network in the making.
    pub(crate) graph: Graph,
    package: &'a Package,
    form: Form,
}

impl<'a> Builder<'a> {
    /// Starts an empty network.
    pub(crate) fn new(name: &'static str, package: &'a Package, form: Form) -> Self {
        Self { graph: Graph::new(name), package, form }
    }

    /// A tensor of the package in double precision: a bias, a scale.
    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<f64>, Error> {
        Ok(self.package.tensor(name)?.values().into_iter().map(f64::from).collect())
    }

    /// A tensor of the package.
    pub(crate) fn tensor(&self, name: &str) -> Result<&'a Tensor, Error> {
        self.package.tensor(name)
    }

    /// A convolution with the filter `name` (`H W I O`).
    pub(crate) fn conv(&mut self, x: &Value, name: &str, fold: &Fold, stride: u64, edge: Edge) -> Result<Value, Error> {
        let filter = Filter::full(self.tensor(name)?);
        Ok(self.convolve(x, name, &filter, fold, stride, edge))
    }

    /// A depthwise convolution with the filter `name` (`H W C 1`): every channel by itself.
    pub(crate) fn depthwise(
        &mut self,
        x: &Value,
        name: &str,
        fold: &Fold,
        stride: u64,
        edge: Edge,
    ) -> Result<Value, Error> {
        let filter = Filter::depthwise(self.tensor(name)?);
        Ok(self.convolve(x, name, &filter, fold, stride, edge))
    }

    /// A fully connected layer with the matrix `name` (`I O`), as a convolution of one pixel, flattened to `N × O`.
    pub(crate) fn dense(&mut self, x: &Value, name: &str, fold: &Fold) -> Result<Value, Error> {
        let filter = Filter::full(self.tensor(name)?);
        let y = self.convolve(x, name, &filter, fold, 1, Edge::Valid);
        Ok(self.graph.node("Flatten", &[&y], &[("axis", Attribute::Int(1))]))
    }

    fn convolve(&mut self, x: &Value, name: &str, filter: &Filter<'_>, fold: &Fold, stride: u64, edge: Edge) -> Value {
        let weights = self.filter(name, filter, &fold.factor);
        let mut inputs = vec![x, &weights];
        let bias;
        if !fold.bias.is_empty() {
            let values: Vec<f32> = fold.bias.iter().map(|v| *v as f32).collect();
            bias = self.graph.floats(&format!("{name}/bias"), &[values.len()], &values);
            inputs.push(&bias);
        }
        let groups = if filter.is_depthwise { filter.shape[0] } else { 1 };
        let attributes = [
            ("auto_pad", Attribute::Text(if edge == Edge::Same { "SAME_UPPER" } else { "VALID" })),
            ("group", Attribute::Int(groups as u64)),
            ("kernel_shape", Attribute::Ints(filter.shape[2..].iter().map(|v| *v as u64).collect())),
            ("strides", Attribute::Ints(vec![stride; 2])),
        ];
        self.graph.node("Conv", &inputs, &attributes)
    }

    /// A filter as the form wants it. Bytes stay bytes where 0 is one of them; the few tensors for which it is not
    /// stay fractions.
    fn filter(&mut self, name: &str, filter: &Filter<'_>, factor: &[f64]) -> Value {
        let factor_of = |channel: usize| factor.get(channel).copied().unwrap_or(1.0);
        if let (Form::Codes, Numbers::Codes { codes, scale, min }) = (self.form, &filter.tensor.numbers)
            && let Some(zero) = zero_point(*scale, *min)
        {
            let channels = filter.shape[0];
            let codes = self.graph.bytes(name, &filter.shape, &filter.arrange(codes));
            let scales: Vec<f32> = (0..channels).map(|channel| (scale * factor_of(channel)) as f32).collect();
            let scales = self.graph.floats(&format!("{name}/scale"), &[channels], &scales);
            let zeros = self.graph.bytes(&format!("{name}/zero"), &[channels], &vec![zero; channels]);
            return self.graph.node("DequantizeLinear", &[&codes, &scales, &zeros], &[("axis", Attribute::Int(0))]);
        }
        let mut values = filter.arrange(&filter.tensor.values());
        let each = values.len() / filter.shape[0];
        for (channel, values) in values.chunks_exact_mut(each).enumerate() {
            for value in values {
                *value = (f64::from(*value) * factor_of(channel)) as f32;
            }
        }
        self.graph.floats(name, &filter.shape, &values)
    }
}

/// The code that stands for 0, where one does.
fn zero_point(scale: f64, min: f64) -> Option<u8> {
    let zero = -min / scale;
    let whole = zero.round();
    ((zero - whole).abs() < 1e-6 && (0.0..=255.0).contains(&whole)).then_some(whole as u8)
}

/// A filter in ONNX's order.
struct Filter<'a> {
    tensor: &'a Tensor,
    /// Output channels, input channels of a group, height, width.
    shape: Vec<usize>,
    is_depthwise: bool,
}

impl<'a> Filter<'a> {
    /// From `H W I O`, or `I O` for a single pixel.
    fn full(tensor: &'a Tensor) -> Self {
        let [height, width, input, output] = match tensor.shape.as_slice() {
            [height, width, input, output] => [*height, *width, *input, *output],
            [input, output] => [1, 1, *input, *output],
            _ => [1, 1, 1, tensor.shape.iter().product()],
        };
        Self { tensor, shape: vec![output, input, height, width], is_depthwise: false }
    }

    /// From `H W C 1`.
    fn depthwise(tensor: &'a Tensor) -> Self {
        let full = Self::full(tensor);
        Self { shape: vec![full.shape[1], 1, full.shape[2], full.shape[3]], is_depthwise: true, ..full }
    }

    /// Values in TensorFlow's order, brought into ONNX's.
    fn arrange<T: Copy>(&self, values: &[T]) -> Vec<T> {
        let [outputs, inputs, height, width] = [self.shape[0], self.shape[1], self.shape[2], self.shape[3]];
        let mut arranged = Vec::with_capacity(values.len());
        for output in 0..outputs {
            for input in 0..inputs {
                for pixel in 0..height * width {
                    // A depthwise filter's only input makes this `H W C` as well.
                    arranged.push(values[(pixel * inputs + input) * outputs + output]);
                }
            }
        }
        arranged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_rearranged() {
        let values: Vec<f32> = (0..12_u8).map(f32::from).collect();
        let tensor = Tensor { shape: vec![1, 2, 2, 3], numbers: Numbers::Floats(values.clone()) };
        let filter = Filter::full(&tensor);
        assert_eq!(filter.shape, [3, 2, 1, 2]);
        assert_eq!(filter.arrange(&values), [0., 6., 3., 9., 1., 7., 4., 10., 2., 8., 5., 11.]);
        let tensor = Tensor { shape: vec![2, 2, 3, 1], numbers: Numbers::Floats(values.clone()) };
        let filter = Filter::depthwise(&tensor);
        assert_eq!(filter.shape, [3, 1, 2, 2]);
        assert_eq!(filter.arrange(&values), [0., 3., 6., 9., 1., 4., 7., 10., 2., 5., 8., 11.]);
    }

    #[test]
    fn only_a_whole_zero_point_keeps_the_bytes() {
        assert_eq!(zero_point(0.5, -64.0), Some(128));
        assert_eq!(zero_point(0.5, -64.25), None);
        assert_eq!(zero_point(0.5, 1.0), None);
        assert_eq!(zero_point(0.5, -200.0), None);
    }
}
