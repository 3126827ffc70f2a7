//! The inference seam: the one place that knows tract. Everything above it is geometry, tested with a fake.
//!
//! Networks are ONNX files and run as graphs of tract's. Where the operators are those of convolutional networks, the graph has one
//! node, which runs this crate's own layers (see [`program`]); any other network is left to tract's operators, natively.

mod convolution;
mod depthwise;
mod graph;
mod kernels;
mod layer;
mod operator;
mod pool;
mod program;
mod raster;
mod simple;
mod weights;
mod window;

use graph::Blueprint;
use tract_onnx::Onnx;
use tract_onnx::prelude::*;

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

/// What went wrong in the inference library, in its words.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct NetworkError(Box<dyn std::error::Error + Send + Sync>);

impl NetworkError {
    /// An error of a network that is not tract's: a fake in a test, another runtime.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

impl From<TractError> for NetworkError {
    fn from(error: TractError) -> Self {
        Self(error.into())
    }
}

/// An ONNX file that was read, to be made a network for inputs of one shape or of several.
pub(crate) struct NetworkFile(Contents);

enum Contents {
    /// Layers of this crate.
    Ours(Blueprint),
    /// Something else, as tract reads it.
    #[cfg(not(target_family = "wasm"))]
    Theirs(InferenceModel),
}

impl NetworkFile {
    /// Reads an ONNX file.
    pub(crate) fn read(onnx: &[u8]) -> Result<Self, NetworkError> {
        // Without its operators: what is not used need not travel to a browser.
        let file = Onnx::default().proto_model_for_read(&mut &*onnx)?;
        let Some(graph) = &file.graph else { return Err(NetworkError::other("the file has no network in it")) };
        if let Some(blueprint) = Blueprint::read(graph) {
            return Ok(Self(Contents::Ours(blueprint)));
        }
        #[cfg(not(target_family = "wasm"))]
        return Ok(Self(Contents::Theirs(tract_onnx::onnx().model_for_proto_model(&file)?)));
        #[cfg(target_family = "wasm")]
        Err(NetworkError::other("the network has an operator that the browser's engine does not know"))
    }

    /// The network for inputs of `shape`.
    pub(crate) fn at(&self, shape: &[usize]) -> Result<TractNetwork, NetworkError> {
        let plan = match &self.0 {
            Contents::Ours(blueprint) => blueprint.at(shape)?.into_runnable()?,
            #[cfg(not(target_family = "wasm"))]
            Contents::Theirs(model) => {
                let fact = InferenceFact::dt_shape(f32::datum_type(), shape);
                model.clone().with_input_fact(0, fact)?.into_optimized()?.into_runnable()?
            }
        };
        Ok(TractNetwork { plan })
    }
}

/// A network for one input shape, run by tract.
pub(crate) struct TractNetwork {
    plan: Arc<TypedSimplePlan>,
}

impl Network for TractNetwork {
    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
        let input = tract_onnx::prelude::Tensor::from_shape(&input.shape, &input.values)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        outputs
            .iter()
            .map(|output| {
                let view = output.to_plain_array_view::<f32>()?;
                Ok(Tensor { shape: view.shape().to_vec(), values: view.iter().copied().collect() })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_network_is_refused() {
        assert!(NetworkFile::read(&[1, 2, 3]).is_err());
        assert!(NetworkFile::read(&[]).is_err());
    }
}
