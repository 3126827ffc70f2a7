//! `cargo xtask bench ingest`: how many photos a core takes in, beside two ways of doing it in Python.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build::{self, Mode};
use crate::places::Places;
use crate::process::Program;
use crate::stamp::Stamp;
use crate::steps::{Failure, Steps, Went};
use crate::tools;

/// Where the peers' programs and their pinned packages are.
const FOLDER: &str = "xtask/bench/ingest";
/// The photos that `face_recognition` is asked about: half a minute each is enough.
const SLOW: [&str; 3] = ["photo1", "photo3", "photo5"];

/// Sets up the peers, makes the photos, and measures all three on them, one after the other.
pub(crate) fn bench(places: &Places, steps: &mut Steps) -> Result<(), Failure> {
    build::networks(places, steps, Mode::Debug)?;
    steps.step("cmake", "what compiles dlib", || tools::cmake(places))?;
    steps.step("onnxruntime", "the same networks in Python, pinned", || environment(places, "onnx"))?;
    steps.step("face_recognition", "what most people start with, pinned (compiles dlib once: ten minutes)", || {
        environment(places, "dlib")
    })?;
    steps.step("photos", "24 megapixels each, made from the demo photos", || photos(places))?;
    steps.step("program", "a photo worker without a database, optimised", || {
        let program = Program::cargo(places).args(["build", "--release", "--package", "services"]);
        program.args(["--example", "ingest"]).run()?;
        Ok(Went::Done)
    })?;
    steps.step("bench ingest", "the three on the same photos, one core each", || measure(places))
}

/// Everything that is made for the benchmark.
fn made(places: &Places) -> PathBuf {
    places.target.join("bench-ingest")
}

/// The Python of a peer's own environment.
fn python(places: &Places, peer: &str) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    made(places).join(peer).join(folder)
}

fn script(places: &Places, name: &str) -> PathBuf {
    places.root.join(FOLDER).join(name)
}

/// A virtual environment with what `PEER.txt` pins. Its copy in there says that all of it was installed.
fn environment(places: &Places, peer: &str) -> Result<Went, Failure> {
    let pinned = script(places, &format!("{peer}.txt"));
    let noted = made(places).join(peer).join("installed.txt");
    let wanted =
        fs::read_to_string(&pinned).map_err(|error| Failure::new(format!("{}: {error}.", pinned.display())))?;
    if fs::read_to_string(&noted).is_ok_and(|installed| installed == wanted) {
        return Ok(Went::UpToDate);
    }
    let folder = made(places).join(peer);
    Program::new(places, "python3").args(["-m", "venv", "--clear"]).arg(&folder).run().map_err(|failure| {
        Failure::new(format!(
            "{failure} The peers need Python 3.11 or later with venv (Debian: `sudo apt-get install python3-venv python3-dev`)."
        ))
    })?;
    Program::new(places, python(places, peer)).args(["-m", "pip", "install", "--quiet", "-r"]).arg(&pinned).run()?;
    crate::files::write(&noted, &wanted)?;
    Ok(Went::Done)
}

/// A script of ours, in the environment of a peer.
fn run(places: &Places, peer: &str, name: &str) -> Program {
    Program::new(places, python(places, peer)).env("PYTHONDONTWRITEBYTECODE", "1").arg(script(places, name))
}

fn photos(places: &Places) -> Result<Went, Failure> {
    let (demo, folder) = (places.networks().join("demo"), made(places).join("photos"));
    let stamp =
        Stamp::new(folder.join(".picme-stamp"), vec![script(places, "photos.py"), demo.clone()], folder.clone());
    if stamp.holds() {
        return Ok(Went::UpToDate);
    }
    run(places, "onnx", "photos.py").arg(demo).arg(folder).run()?;
    stamp.set()?;
    Ok(Went::Done)
}

fn measure(places: &Places) -> Result<Went, Failure> {
    let folder = made(places).join("photos");
    let photos: Vec<PathBuf> =
        crate::files::below(&folder).into_iter().filter(|file| file.extension().is_some_and(|e| e == "jpg")).collect();
    let slow =
        photos.iter().filter(|photo| photo.file_stem().is_some_and(|stem| SLOW.iter().any(|name| stem == *name)));
    let said = |peer: &str| made(places).join(format!("{peer}.json"));
    let (picme, onnx, dlib) = (said("picme"), said("onnx"), said("dlib"));
    let program = places.target.join(Mode::Release.folder()).join("examples").join("ingest");
    Program::new(places, program.with_extension(std::env::consts::EXE_EXTENSION))
        .arg(places.networks())
        .arg(&picme)
        .args(&photos)
        .run()?;
    let shapes = places.root.join("models/faces/src/shapes.rs");
    run(places, "onnx", "onnx_peer.py")
        .arg(places.networks())
        .arg(shapes)
        .arg(&onnx)
        .arg(&picme)
        .args(&photos)
        .run()?;
    run(places, "dlib", "dlib_peer.py").arg(&dlib).args(slow).run()?;
    report(places, [&picme, &onnx, &dlib])?;
    Ok(Went::Done)
}

/// The tables; a failure where the peers did not do the same work.
fn report(places: &Places, said: [&Path; 3]) -> Result<(), Failure> {
    run(places, "onnx", "report.py").args(said).run()
}
