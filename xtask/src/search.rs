//! `cargo xtask bench search`: how long one search among an event's faces takes, beside faiss and pgvector on the same vectors.

use std::fs;
use std::path::{Path, PathBuf};

use crate::places::Places;
use crate::postgres::Cluster;
use crate::process::Program;
use crate::steps::{Failure, Steps, Went};

/// Where the peers' program and their pinned versions are.
const FOLDER: &str = "xtask/bench";
/// Faces of each event.
const FACES: [&str; 3] = ["10000", "100000", "1000000"];

/// Sets the peers up and searches the same vectors with each.
pub(crate) fn bench(places: &Places, steps: &mut Steps) -> Result<(), Failure> {
    let work = places.target.join("bench-search");
    let python = work.join("venv/bin/python");
    steps.step("faiss", "a Python environment of its own, pinned", || peers(places, &work, &python))?;
    let example = ["--quiet", "--release", "--package", "faces", "--example", "bench_search"];
    steps.step("build", "the search, as it ships", || {
        Program::cargo(places).arg("build").args(example).run()?;
        Ok(Went::Done)
    })?;
    steps.step("bench search", "10,000, 100,000 and a million made-up faces, one search at a time", || {
        let given = std::env::var("PICME_TEST_POSTGRES").ok();
        let cluster = if given.is_some() { None } else { Cluster::start(places).ok() };
        let url = given.or_else(|| cluster.as_ref().map(Cluster::url));
        if url.is_none() {
            println!("pgvector is left out: there is no PostgreSQL here");
        }
        for faces in FACES {
            let folder = work.join(faces);
            make(&folder)?;
            let ours = Program::cargo(places).arg("run").args(example).arg("--").arg(&folder).arg(faces).ask();
            let ours =
                ours.ok_or_else(|| Failure::new("the example `bench_search` failed; run it by hand to see why."))?;
            write(&folder.join("picme.txt"), &ours)?;
            let peers = Program::new(places, &python).arg(places.root.join(FOLDER).join("search.py"));
            let compared = peers.arg(&folder).arg(faces).args(&url).run();
            // Half a gigabyte for a million faces.
            let _removed = fs::remove_dir_all(&folder);
            compared?;
        }
        Ok(Went::Done)
    })
}

fn peers(places: &Places, work: &Path, python: &PathBuf) -> Result<Went, Failure> {
    let wanted = places.root.join(FOLDER).join("requirements.txt");
    let wanted = (fs::read_to_string(&wanted).unwrap_or_default(), wanted);
    let installed = work.join("venv/requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted.0) {
        return Ok(Went::UpToDate);
    }
    make(work)?;
    let venv = Program::new(places, "python3").args(["-m", "venv"]).arg(work.join("venv")).run();
    venv.map_err(|_| Failure::new("python3 made no environment; on Debian: apt-get install python3-venv."))?;
    Program::new(places, python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&wanted.1).run()?;
    write(&installed, &wanted.0)?;
    Ok(Went::Done)
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::new(format!("{}: {error}.", folder.display())))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| Failure::new(format!("{}: {error}.", file.display())))
}
