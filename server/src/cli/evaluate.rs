//! `picme evaluate …`: the engine's accuracy on labelled photos. An evaluation whose data is missing fails; it never skips.

mod pairs;
mod verification;

use clap::Subcommand;

use super::Outcome;

/// Measure accuracy on labelled photos.
#[derive(Debug, Subcommand)]
pub(super) enum Evaluate {
    /// Same person or not: pairs of pictures, in the format of Labeled Faces in the Wild.
    Pairs(pairs::Pairs),
}

impl Evaluate {
    pub(super) fn run(self) -> Outcome {
        match self {
            Self::Pairs(command) => command.run(),
        }
    }
}
