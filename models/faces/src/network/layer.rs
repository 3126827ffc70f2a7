//! One step of a network for inputs of known shapes.

use std::fmt::Debug;

/// One step of a network, ready to run.
pub(super) trait Layer: Debug + Send + Sync {
    /// Shape of what comes out.
    fn shape(&self) -> Vec<usize>;

    /// Fills `out`, which has as many numbers as [`Self::shape`] says and may hold anything.
    fn run(&self, inputs: &[&[f32]], out: &mut [f32]);
}
