//! A filter's numbers, as a file keeps them: in full, or as one byte each with a scale and a zero for each output channel.
//!
//! Files for the browser keep bytes behind `DequantizeLinear`. They become numbers one output channel at a time, on their way into the panels of
//! [`super::convolution`]: all of them at once would be another pass over a network's memory, in code that a browser has not optimised yet.

use std::collections::HashMap;

use super::onnx::{FLOAT, GraphProto, INT64, NodeProto, TensorProto, UINT8};

/// The constants of a graph, by name.
pub(super) struct Constants<'a> {
    tensors: HashMap<&'a str, &'a TensorProto>,
    /// `DequantizeLinear` nodes by what they give.
    packed: HashMap<&'a str, &'a NodeProto>,
}

impl<'a> Constants<'a> {
    pub(super) fn of(graph: &'a GraphProto) -> Self {
        let is_packed = |node: &&'a NodeProto| node.op_type == OPERATOR;
        let packed = graph.node.iter().filter(is_packed);
        Self {
            tensors: graph.initializer.iter().map(|tensor| (tensor.name.as_str(), tensor)).collect(),
            packed: packed.filter_map(|node| Some((node.output.first()?.as_str(), node))).collect(),
        }
    }

    /// A tensor that is no packed one.
    pub(super) fn tensor(&self, name: &str) -> Option<&'a TensorProto> {
        self.tensors.get(name).copied()
    }

    /// Whether a value is a constant of any kind.
    pub(super) fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name) || self.packed.contains_key(name)
    }

    /// The numbers of a filter; `None` where there are none, or in a form that is not known here.
    pub(super) fn weights(&self, name: &str) -> Option<Weights<'a>> {
        if let Some(tensor) = self.tensor(name) {
            let raw = (tensor.data_type == FLOAT).then_some(&tensor.raw_data)?;
            return Weights::new(&tensor.dims, raw.len() / 4, Form::Numbers(raw));
        }
        let node = self.packed.get(name)?;
        let [codes, scales, zeros] = node.input.as_slice() else { return None };
        let first_axis = node.attribute.iter().any(|attribute| attribute.name == "axis" && attribute.i == 0);
        let bytes = |name: &str| self.tensor(name).filter(|tensor| tensor.data_type == UINT8);
        let (codes, zeros) = (bytes(codes)?, &bytes(zeros)?.raw_data);
        let scales = numbers(self.tensor(scales)?)?;
        let form = Form::Codes { codes: &codes.raw_data, scales, zeros };
        let weights = Weights::new(&codes.dims, codes.raw_data.len(), form)?;
        let Form::Codes { scales, .. } = &weights.form else { return None };
        (first_axis && scales.len() == weights.outputs && zeros.len() == weights.outputs).then_some(weights)
    }
}

const OPERATOR: &str = "DequantizeLinear";

/// Filters in ONNX's order: output channels, input channels, rows, columns.
pub(super) struct Weights<'a> {
    /// Output channels.
    pub(super) outputs: usize,
    /// Numbers of one output channel's filter.
    pub(super) each: usize,
    /// Its rows and columns.
    pub(super) window: [usize; 2],
    form: Form<'a>,
}

enum Form<'a> {
    /// Single precision, little end first.
    Numbers(&'a [u8]),
    /// (code − zero) × scale.
    Codes { codes: &'a [u8], scales: Vec<f32>, zeros: &'a [u8] },
}

impl<'a> Weights<'a> {
    fn new(dims: &[i64], count: usize, form: Form<'a>) -> Option<Self> {
        let outputs = usize::try_from(*dims.first()?).ok().filter(|outputs| *outputs > 0)?;
        let dims: Vec<usize> = dims.iter().map(|length| usize::try_from(*length).ok()).collect::<Option<_>>()?;
        let &[_, _, rows, columns] = dims.as_slice() else { return None };
        let product = dims.iter().try_fold(1_usize, |product, length| product.checked_mul(*length));
        let whole = product == Some(count) && count > 0;
        whole.then_some(Self { outputs, each: count / outputs, window: [rows, columns], form })
    }

    /// Writes the numbers of one output channel's filter. A call for each, so that a browser notices soon that it is worth optimising.
    #[inline(never)]
    pub(super) fn filter(&self, output: usize, to: &mut [f32]) {
        match &self.form {
            Form::Numbers(raw) => {
                let raw = &raw[output * self.each * 4..][..self.each * 4];
                for (to, bytes) in to.iter_mut().zip(raw.as_chunks::<4>().0) {
                    *to = f32::from_le_bytes(*bytes);
                }
            }
            Form::Codes { codes, scales, zeros } => {
                let (scale, zero) = (scales[output], f32::from(zeros[output]));
                for (to, code) in to.iter_mut().zip(&codes[output * self.each..][..self.each]) {
                    *to = (f32::from(*code) - zero) * scale;
                }
            }
        }
    }

    /// All numbers.
    pub(super) fn all(&self) -> Vec<f32> {
        let mut all = vec![0.0; self.outputs * self.each];
        for (output, to) in all.chunks_exact_mut(self.each).enumerate() {
            self.filter(output, to);
        }
        all
    }
}

/// The numbers of a tensor of fractions.
pub(super) fn numbers(tensor: &TensorProto) -> Option<Vec<f32>> {
    let raw = (tensor.data_type == FLOAT).then_some(&tensor.raw_data)?;
    Some(raw.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}

/// The numbers of a tensor of whole numbers.
pub(super) fn integers(tensor: &TensorProto) -> Option<Vec<i64>> {
    let raw = (tensor.data_type == INT64).then_some(&tensor.raw_data)?;
    Some(raw.as_chunks::<8>().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::onnx::AttributeProto;
    use super::*;

    fn tensor(name: &str, data_type: i32, dims: &[i64], raw_data: Vec<u8>) -> TensorProto {
        TensorProto { name: name.into(), data_type, dims: dims.to_vec(), raw_data }
    }

    fn graph(axis: i64) -> GraphProto {
        let floats = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let node = NodeProto {
            op_type: OPERATOR.into(),
            input: ["codes", "scale", "zero"].map(str::to_owned).to_vec(),
            output: vec!["filter".into()],
            attribute: vec![AttributeProto { name: "axis".into(), i: axis, ..AttributeProto::default() }],
        };
        GraphProto {
            node: vec![node],
            initializer: vec![
                tensor("codes", UINT8, &[2, 3, 1, 1], vec![10, 11, 12, 0, 128, 255]),
                tensor("scale", FLOAT, &[2], floats(&[0.5, 2.0])),
                tensor("zero", UINT8, &[2], vec![10, 128]),
                tensor("bias", FLOAT, &[1, 1, 1, 1], floats(&[7.0])),
            ],
            ..GraphProto::default()
        }
    }

    #[test]
    fn each_channel_has_its_own_scale_and_zero() {
        let graph = graph(0);
        let constants = Constants::of(&graph);
        let weights = constants.weights("filter").expect("known");
        assert_eq!((weights.outputs, weights.each), (2, 3));
        assert_eq!(weights.all(), [0.0, 0.5, 1.0, -256.0, 0.0, 254.0]);
        assert_eq!(constants.weights("bias").expect("numbers").all(), [7.0]);
        assert!(constants.has("filter") && constants.has("scale") && !constants.has("picture"));
    }

    #[test]
    fn what_it_does_not_know_is_none() {
        assert!(Constants::of(&graph(1)).weights("filter").is_none(), "along another dimension");
        let mut cut = graph(0);
        cut.initializer[0].raw_data.pop();
        assert!(Constants::of(&cut).weights("filter").is_none(), "a number is missing");
        assert!(Constants::of(&cut).weights("codes").is_none(), "bytes without a scale");
    }
}
