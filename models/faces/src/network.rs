//! The inference seam: the one place that knows tract. Everything above it is geometry, tested with a fake.

mod codes;

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

/// An ONNX network, optimised by tract for one input shape.
pub(crate) struct TractNetwork {
    plan: Arc<TypedSimplePlan>,
}

impl TractNetwork {
    /// Reads an ONNX file and compiles it for inputs of `shape`.
    pub(crate) fn new(onnx: &[u8], shape: &[usize]) -> Result<Self, NetworkError> {
        let reader = tract_onnx::onnx();
        let mut file = reader.proto_model_for_read(&mut &*onnx)?;
        if let Some(graph) = &mut file.graph {
            codes::unpack(graph);
        }
        let plan = reader
            .model_for_proto_model(&file)?
            .with_input_fact(0, InferenceFact::dt_shape(f32::datum_type(), shape))?
            .into_optimized()?
            .into_runnable()?;
        Ok(Self { plan })
    }
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
