//! A target folder that several clones share.

use std::fs;

use crate::files;
use crate::places::Places;
use crate::process::Program;
use crate::steps::{Failure, Went};

/// Removes what another clone built of our own crates.
///
/// Cargo tells old from new by times only: it would take another clone's newer programs for this clone's, and those
/// programs look for their site in the other clone. What comes from a registry is the same for all and stays.
pub(crate) fn claim(places: &Places) -> Result<Went, Failure> {
    let mark = places.target.join("picme-checkout");
    let root = places.root.to_string_lossy();
    match fs::read_to_string(&mark) {
        Ok(owner) if owner == root => return Ok(Went::UpToDate),
        Ok(_) => {
            let wasm = ["--target", "wasm32-unknown-unknown"];
            clean(places, &[], &["dev", "release"])?;
            clean(places, &wasm, &["dev", "wasm-page"])?;
            let scanner = Places { target: places.scanner_target(), ..places.clone() };
            clean(&scanner, &wasm, &["wasm-scanner"])?;
        }
        Err(_) => {}
    }
    files::write(&mark, &root)?;
    Ok(Went::Done)
}

fn clean(places: &Places, target: &[&str], profiles: &[&str]) -> Result<(), Failure> {
    for profile in profiles {
        Program::cargo(places).args(["clean", "--quiet", "--workspace", "--profile", profile]).args(target).run()?;
    }
    Ok(())
}
