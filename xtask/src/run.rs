//! `cargo xtask run`: from a fresh clone to a landing page with a demo event.

use crate::build::{self, Mode};
use crate::places::Places;
use crate::process::Program;
use crate::steps::{Failure, Steps};

/// Builds and starts `picme serve --demo`, which prints the landing page's address and QR code itself.
pub(crate) fn run(places: &Places, steps: &mut Steps, options: &[String]) -> Result<(), Failure> {
    build::binary(places, steps, Mode::Debug)?;
    eprintln!("\n▸ run: picme serve --demo; end it with Ctrl-C\n");
    Program::new(places, places.picme(Mode::Debug.folder())).args(["serve", "--demo"]).args(options).run()
}
