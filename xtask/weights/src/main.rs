//! `convert-weights`: see the crate's README.

use std::error::Error as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use weights::{Outcome, Places, convert, update_manifest};

const HELP: &str = "Turns the pinned face networks into ONNX files below models/weights/out.

Usage: convert-weights [--package DIR] [--out DIR] [--manifest FILE] [--update-manifest]

  --package DIR      the installed npm package (default: models/weights/node_modules/@vladmandic/face-api)
  --out DIR          where to write (default: models/weights/out)
  --manifest FILE    hashes of everything (default: models/weights/manifest.json)
  --update-manifest  write the hashes instead of checking them";

fn main() -> ExitCode {
    // The crate lies in xtask/weights.
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut places = Places::of_checkout(&root);
    let mut update = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let place = match argument.as_str() {
            "--package" => &mut places.package,
            "--out" => &mut places.out,
            "--manifest" => &mut places.manifest,
            "--update-manifest" => {
                update = true;
                continue;
            }
            "--help" | "-h" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            _ => return wrong(&format!("unknown argument {argument}")),
        };
        let Some(path) = arguments.next() else { return wrong(&format!("{argument} needs a path")) };
        *place = path.into();
    }
    run(&places, update)
}

fn wrong(problem: &str) -> ExitCode {
    eprintln!("convert-weights: {problem}; see convert-weights --help");
    ExitCode::from(2)
}

fn run(places: &Places, update: bool) -> ExitCode {
    let start = Instant::now();
    let result = if update { update_manifest(places) } else { Ok(()) }.and_then(|()| convert(places));
    let seconds = start.elapsed().as_secs_f32();
    match result {
        Ok(Outcome::UpToDate) => println!("weights: up to date ({seconds:.1} s)"),
        Ok(Outcome::Written(files)) => println!("weights: {files} files in {} ({seconds:.1} s)", places.out.display()),
        Err(error) => {
            let reason = error.source().map(|source| format!(" ({source})")).unwrap_or_default();
            eprintln!("convert-weights: {error}{reason}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
