//! `picme demo-photos DIR`

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::{Outcome, house};
use crate::demo;

/// Write the demo photos, and single-person pictures made of them, to a folder.
#[derive(Debug, Args)]
pub(super) struct DemoPhotos {
    /// The folder; it is made when it is not there.
    dir: PathBuf,
}

impl DemoPhotos {
    pub(super) fn run(self) -> Outcome {
        let engine = house::engine()?;
        fs::create_dir_all(&self.dir)?;
        for photo in demo::photos(&engine)? {
            fs::write(self.dir.join(&photo.filename), &photo.bytes)?;
            println!("{}", photo.filename);
        }
        Ok(())
    }
}
