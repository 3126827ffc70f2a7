//! The layers of a network in the order they run, in memory that is used again and again.
//!
//! Fresh memory is what the largest pictures would spend half of their time on: the system hands it out page by page, zeroed.

use std::sync::{Arc, Mutex, PoisonError};

use super::layer::Layer;
use super::{Network, NetworkError, Tensor};

/// Layers with their places in memory.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// The input's shape.
    input: Vec<usize>,
    steps: Vec<Step>,
    /// What each place holds at most; place 0 is the input's.
    places: Vec<usize>,
    outputs: Vec<Value>,
    /// Memory of runs that are over.
    idle: Mutex<Vec<Vec<Vec<f32>>>>,
}

#[derive(Debug)]
struct Step {
    layer: Arc<dyn Layer>,
    inputs: Vec<Value>,
    output: Value,
}

/// A tensor of a run: its place and its shape.
#[derive(Clone, Debug)]
pub(super) struct Value {
    place: usize,
    shape: Vec<usize>,
}

impl Value {
    /// Sizes of the dimensions.
    pub(super) fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn len(&self) -> usize {
        self.shape.iter().product()
    }
}

impl Program {
    /// Nothing yet but an input.
    pub(super) fn new(input: &[usize]) -> (Self, Value) {
        let value = Value { place: 0, shape: input.to_vec() };
        (Self { input: input.to_vec(), places: vec![value.len()], ..Self::default() }, value)
    }

    /// Adds a layer; it takes its output's place from `unused` where it can.
    pub(super) fn push(&mut self, layer: Arc<dyn Layer>, inputs: Vec<Value>, unused: &mut Vec<usize>) -> Value {
        let shape = layer.shape();
        let count: usize = shape.iter().product();
        // The smallest of the free places that are large enough, or else the largest.
        let fits = |place: &usize| (self.places[*place] < count, self.places[*place].abs_diff(count));
        let best = (0..unused.len()).min_by_key(|at| fits(&unused[*at]));
        let place = best.map_or_else(
            || {
                self.places.push(0);
                self.places.len() - 1
            },
            |at| unused.swap_remove(at),
        );
        self.places[place] = self.places[place].max(count);
        let output = Value { place, shape };
        self.steps.push(Step { layer, inputs, output: output.clone() });
        output
    }

    /// The place of a value, for who hands it back as unused.
    pub(super) fn place(value: &Value) -> usize {
        value.place
    }

    /// Says which values come out.
    pub(super) fn finish(mut self, outputs: Vec<Value>) -> Self {
        self.outputs = outputs;
        self
    }

    /// The shapes of what comes out.
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn output_shapes(&self) -> impl Iterator<Item = &[usize]> {
        self.outputs.iter().map(Value::shape)
    }

    /// Runs all layers on numbers that are as many as the input's shape says.
    pub(super) fn outputs(&self, input: &[f32]) -> Vec<Tensor> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut memory = kept.unwrap_or_else(|| self.places.iter().map(|count| vec![0.0; *count]).collect());
        memory[0][..input.len()].copy_from_slice(input);
        for Step { layer, inputs, output } in &self.steps {
            let mut out = std::mem::take(&mut memory[output.place]);
            let inputs: Vec<&[f32]> = inputs.iter().map(|value| &memory[value.place][..value.len()]).collect();
            layer.run(&inputs, &mut out[..output.len()]);
            memory[output.place] = out;
        }
        let tensor =
            |value: &Value| Tensor { shape: value.shape.clone(), values: memory[value.place][..value.len()].to_vec() };
        let outputs = self.outputs.iter().map(tensor).collect();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        outputs
    }
}

impl Network for Program {
    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
        if input.shape != self.input || input.values.len() != self.input.iter().product::<usize>() {
            let (shape, count) = (&input.shape, input.values.len());
            return Err(NetworkError::other(format!("{count} numbers of {shape:?} are not of {:?}", self.input)));
        }
        Ok(self.outputs(&input.values))
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernels::Activation;
    use super::super::simple::{Add, InARow};
    use super::*;

    #[test]
    fn memory_is_used_again_and_nothing_is_lost() {
        let (mut program, input) = Program::new(&[4]);
        let twice = |program: &mut Program, value: &Value, unused: &mut Vec<usize>| {
            let add = Arc::new(Add { shape: vec![4], after: Activation::NONE });
            program.push(add, vec![value.clone(), value.clone()], unused)
        };
        let two = twice(&mut program, &input, &mut vec![]);
        let four = twice(&mut program, &two, &mut vec![]);
        let eight = twice(&mut program, &four, &mut vec![Program::place(&two)]);
        let all = program.push(Arc::new(InARow(vec![8])), vec![four, eight.clone()], &mut vec![]);
        let program = program.finish(vec![all, eight]);
        assert_eq!(program.places, [4, 4, 4, 8], "the third sum lies where the first lay");
        for _ in 0..2 {
            let input = Tensor { shape: vec![4], values: vec![1., 2., 3., 4.] };
            let outputs = program.run(input).expect("fits");
            assert_eq!(outputs[0], Tensor { shape: vec![8], values: vec![4., 8., 12., 16., 8., 16., 24., 32.] });
            assert_eq!(outputs[1], Tensor { shape: vec![4], values: vec![8., 16., 24., 32.] });
        }
        assert_eq!(program.idle.lock().expect("whole").len(), 1);
        assert!(program.run(Tensor { shape: vec![2, 2], values: vec![0.; 4] }).is_err(), "another shape");
    }
}
