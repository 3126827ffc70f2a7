//! `cargo xtask bench scan`: how long a selfie takes to become a vector, against the alternatives. `cargo xtask bench people`: how long a large
//! event's people take to be put in order, beside the bare arithmetic.

use crate::build::{self, Mode};
use crate::npm;
use crate::places::Places;
use crate::process::Program;
use crate::steps::{Failure, Steps, Went};
use crate::tools;

/// Where the benchmark's page and its pinned competitors are.
const FOLDER: &str = "end2end/bench";

/// Builds the site as it ships and measures it in a headless Chromium.
pub(crate) fn scan(places: &Places, steps: &mut Steps) -> Result<(), Failure> {
    steps.step("chromium", "the browser to measure in", || tools::chromium(places))?;
    build::site(places, steps, Mode::Release)?;
    steps.step("npm bench", "face-api's back end and onnxruntime-web, pinned", || npm::install(places, FOLDER))?;
    steps.step("bench", "selfie to vector, cold and warm", || {
        let chromium = tools::chromium_path().unwrap_or_default();
        Program::new(places, "node")
            .arg("scan.mjs")
            .folder(&places.root.join(FOLDER))
            .env("PICME_CHROMIUM", chromium)
            .run()?;
        Ok(Went::Done)
    })
}

/// Puts 100,000 made-up faces in order.
pub(crate) fn people(places: &Places, steps: &mut Steps) -> Result<(), Failure> {
    steps.step("bench people", "100,000 faces put in order, and one more photo", || {
        let example = ["run", "--quiet", "--release", "--package", "faces", "--example", "bench_people"];
        Program::cargo(places).args(example).run()?;
        Ok(Went::Done)
    })
}
