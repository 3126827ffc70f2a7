//! `picme evaluate …`: the engine's accuracy on labelled photos. An evaluation whose data is missing fails; it never skips.

mod cores;
mod groups;
mod pairs;
mod publicity;
mod verification;

use clap::Subcommand;

use super::Outcome;

/// Measure accuracy on labelled photos.
#[derive(Debug, Subcommand)]
pub(super) enum Evaluate {
    /// Same person or not: pairs of pictures, in the format of Labeled Faces in the Wild.
    Pairs(pairs::Pairs),
    /// Faces found and missed in photos with labelled boxes, and what would have been published by mistake.
    Groups(groups::Groups),
    /// What would have been published by mistake of pictures that show one person.
    Publicity(publicity::Publicity),
}

impl Evaluate {
    pub(super) fn run(self) -> Outcome {
        match self {
            Self::Pairs(command) => command.run(),
            Self::Groups(command) => command.run(),
            Self::Publicity(command) => command.run(),
        }
    }
}
