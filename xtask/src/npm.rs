//! npm packages: pinned by a lock file each, installed by npm, never run at installation.

use std::path::Path;

use crate::places::Places;
use crate::process::Program;
use crate::stamp::Stamp;
use crate::steps::{Failure, Went};
use crate::tools;

/// Installs what `folder/package-lock.json` pins, unless it is installed already.
pub(crate) fn install(places: &Places, folder: &str) -> Result<Went, Failure> {
    let folder = places.root.join(folder);
    let modules = folder.join("node_modules");
    // npm writes this file last, and it changes with every change that npm makes.
    let stamp = Stamp::new(
        modules.join(".picme-stamp"),
        vec![folder.join("package.json"), folder.join("package-lock.json")],
        modules.join(".package-lock.json"),
    );
    if stamp.holds() {
        return Ok(Went::UpToDate);
    }
    tools::node(places)?;
    npm(places, &folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).run()?;
    stamp.set()?;
    Ok(Went::Done)
}

/// npm, to be run in `folder`.
pub(crate) fn npm(places: &Places, folder: &Path) -> Program {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Program::new(places, name).folder(folder)
}
