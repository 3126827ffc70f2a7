//! The inference seam. Everything above it is geometry, tested with a fake.
//!
//! Networks are ONNX files. Where the operators are those of convolutional networks, they run in this crate's own layers (see
//! [`program`]), in a browser by themselves, on servers as a node of a graph of tract's; a network with an operator, or a form of one, that they do not know
//! is left to tract's own, on servers only (see `hosted`).

mod convolution;
mod depthwise;
mod graph;
#[cfg(not(target_family = "wasm"))]
mod hosted;
mod kernels;
mod layer;
mod onnx;
mod operator;
mod pool;
mod program;
mod raster;
mod simple;
mod weights;
mod window;

use graph::Blueprint;
use onnx::ModelProto;
use prost::Message;

/// Numbers with a shape, row-major, as they go into a network and come out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Sizes of the dimensions, outermost first.
    pub shape: Vec<usize>,
    /// As many numbers as the product of `shape`.
    pub values: Vec<f32>,
}

/// A network that takes one tensor and gives some.
pub trait Network: Send + Sync {
    /// Runs it. The input's shape is the one the network was made for.
    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError>;
}

/// What went wrong with a network, in the words of who runs it.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct NetworkError(Box<dyn std::error::Error + Send + Sync>);

impl NetworkError {
    /// An error of a network that is not tract's: of this crate's layers, of a fake in a test.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

/// An ONNX file that was read, to be made a network for inputs of one shape or of several.
pub(crate) struct NetworkFile<'a>(Contents<'a>);

enum Contents<'a> {
    /// Layers of this crate.
    Ours(Blueprint),
    /// An operator, or a form of one, that they do not know.
    Theirs(&'a [u8]),
}

impl<'a> NetworkFile<'a> {
    /// Reads an ONNX file.
    pub(crate) fn read(onnx: &'a [u8]) -> Result<Self, NetworkError> {
        let file = ModelProto::decode(onnx).map_err(NetworkError::other)?;
        let graph = file.graph.ok_or_else(|| NetworkError::other("the file has no network in it"))?;
        Ok(Self(Blueprint::read(&graph).map_or(Contents::Theirs(onnx), Contents::Ours)))
    }

    /// The network for inputs of `shape`.
    pub(crate) fn at(&self, shape: &[usize]) -> Result<Box<dyn Network>, NetworkError> {
        match &self.0 {
            Contents::Ours(blueprint) => {
                let network = blueprint.at(shape)?;
                #[cfg(not(target_family = "wasm"))]
                let network = hosted::TractNetwork::of(network, shape)?;
                Ok(Box::new(network))
            }
            #[cfg(not(target_family = "wasm"))]
            Contents::Theirs(onnx) => Ok(Box::new(hosted::TractNetwork::read(onnx, shape)?)),
            #[cfg(target_family = "wasm")]
            Contents::Theirs(onnx) => Err(NetworkError::other(format!(
                "a network of {} bytes has an operator that the browser's engine does not know",
                onnx.len()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::onnx::{GraphProto, NodeProto, TensorProto, ValueInfoProto};
    use super::*;

    #[test]
    fn what_is_no_network_is_refused() {
        assert!(NetworkFile::read(&[1, 2, 3]).is_err());
        assert!(NetworkFile::read(&[]).is_err());
    }

    /// A file of one operator on the input `x`, with one constant `c` of whole numbers.
    fn file(op_type: &str, inputs: &[&str], constant: &[i64]) -> Vec<u8> {
        let node = NodeProto {
            op_type: op_type.into(),
            input: inputs.iter().map(|&name| name.into()).collect(),
            output: vec!["y".into()],
            ..NodeProto::default()
        };
        let raw_data = constant.iter().flat_map(|number| number.to_le_bytes()).collect();
        let dims = vec![constant.len() as i64];
        let constant = TensorProto { name: "c".into(), data_type: onnx::INT64, dims, raw_data };
        let value = |name: &str| vec![ValueInfoProto { name: name.into() }];
        let graph = GraphProto { node: vec![node], initializer: vec![constant], input: value("x"), output: value("y") };
        ModelProto { graph: Some(graph) }.encode_to_vec()
    }

    #[test]
    fn an_operator_that_is_cut_off_is_refused() {
        for (op_type, inputs, constant) in [
            ("Relu", &[][..], &[][..]),
            ("Add", &["x"], &[]),
            ("Pad", &["x", "c"], &[0, 0, 0, 0]),
            ("Conv", &["x"], &[]),
            ("Reshape", &["x", "c"], &[7]),
            ("Dance", &["x"], &[]),
        ] {
            let file = file(op_type, inputs, constant);
            let network = NetworkFile::read(&file).and_then(|file| file.at(&[1, 3, 8, 8]));
            assert!(network.is_err(), "{op_type}");
        }
    }
}
