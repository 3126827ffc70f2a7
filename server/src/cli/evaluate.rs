//! `picme evaluate …`: the engine's accuracy on labelled photos. An evaluation whose data is missing fails; it never skips.

mod cores;
mod event;
mod groups;
mod pairs;
mod people;
mod publicity;
mod verification;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use faces::{Face, Pixels};

use super::{Failure, Outcome};

/// Measure accuracy on labelled photos.
#[derive(Debug, Subcommand)]
pub(super) enum Evaluate {
    /// Same person or not: pairs of pictures, in the format of Labeled Faces in the Wild.
    Pairs(pairs::Pairs),
    /// Faces found and missed in photos with labelled boxes, and what would have been published by mistake.
    Groups(groups::Groups),
    /// Guests who look for their photos in one large event made of portraits.
    Event(event::Event),
    /// Whose faces are taken for one person's.
    People(people::People),
    /// What would have been published by mistake of pictures that show one person.
    Publicity(publicity::Publicity),
}

impl Evaluate {
    pub(super) fn run(self) -> Outcome {
        match self {
            Self::Pairs(command) => command.run(),
            Self::Groups(command) => command.run(),
            Self::Event(command) => command.run(),
            Self::People(command) => command.run(),
            Self::Publicity(command) => command.run(),
        }
    }
}

/// Every file in the folders of `dir`, in order.
fn pictures(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let list = |dir: &Path| -> Result<Vec<PathBuf>, Failure> {
        let entries = fs::read_dir(dir).map_err(|error| format!("{} cannot be read: {error}", dir.display()))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
        paths.sort();
        Ok(paths)
    };
    let mut files = Vec::new();
    for person in list(dir)?.into_iter().filter(|path| path.is_dir()) {
        files.extend(list(&person)?.into_iter().filter(|path| path.is_file()));
    }
    if files.is_empty() {
        return Err(
            format!("{} has no folders with pictures; give a folder with one folder a person", dir.display()).into()
        );
    }
    Ok(files)
}

/// The face that a portrait is of.
fn nearest_the_centre(faces: Vec<Face>, picture: &Pixels) -> Option<Face> {
    let centre = [picture.width as f32 / 2.0, picture.height as f32 / 2.0];
    let distance = |face: &Face| {
        let [x, y] = face.bounds.center();
        (x - centre[0]).hypot(y - centre[1])
    };
    faces.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}
