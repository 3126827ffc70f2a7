//! Networks among tract's: a program as one node of a graph, and whole graphs of tract's own operators.

use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::{
    DatumExt, EvalContext, EvalOp, Op, SpecialOps, StaticName, TractErrorContext, TypedOp, as_op, op_as_typed_op,
    op_out_of_plan,
};

use super::program::Program;
use super::{Network, NetworkError, Tensor as Numbers};

impl From<TractError> for NetworkError {
    fn from(error: TractError) -> Self {
        Self(error.into())
    }
}

/// A network for one input shape, run by tract.
pub(super) struct TractNetwork {
    plan: Arc<TypedSimplePlan>,
}

impl TractNetwork {
    /// This program.
    pub(super) fn of(program: Program, shape: &[usize]) -> Result<Self, NetworkError> {
        let mut model = TypedModel::default();
        let source = model.add_source("input", f32::fact(shape))?;
        let outlets = model.wire_node("layers", Node(Arc::new(program)), &[source])?;
        model.select_output_outlets(&outlets)?;
        Ok(Self { plan: model.into_runnable()? })
    }

    /// An ONNX file with any of tract's operators.
    pub(super) fn read(onnx: &[u8], shape: &[usize]) -> Result<Self, NetworkError> {
        let model = tract_onnx::onnx().model_for_read(&mut &*onnx)?;
        let fact = InferenceFact::dt_shape(f32::datum_type(), shape);
        Ok(Self { plan: model.with_input_fact(0, fact)?.into_optimized()?.into_runnable()? })
    }
}

impl Network for TractNetwork {
    fn run(&self, input: Numbers) -> Result<Vec<Numbers>, NetworkError> {
        let input = Tensor::from_shape(&input.shape, &input.values)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        let numbers = |output: &TValue| {
            let view = output.to_plain_array_view::<f32>()?;
            Ok(Numbers { shape: view.shape().to_vec(), values: view.iter().copied().collect() })
        };
        outputs.iter().map(numbers).collect()
    }
}

/// A program among tract's operators.
#[derive(Clone, Debug)]
struct Node(Arc<Program>);

/// The same program, not one that does the same.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Node {}

impl Op for Node {
    fn name(&self) -> StaticName {
        "Layers".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Node {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext<'_>, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = inputs[0].to_plain_array_view::<f32>()?;
        let outputs = self.0.outputs(input.as_slice().context("the input's numbers are not in order")?);
        outputs.iter().map(|output| Ok(Tensor::from_shape(&output.shape, &output.values)?.into())).collect()
    }
}

impl TypedOp for Node {
    fn output_facts(&self, _: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(self.0.output_shapes().map(f32::fact).collect())
    }

    as_op!();
}
