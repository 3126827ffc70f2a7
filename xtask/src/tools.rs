//! The programs that PicMe's development needs beside Rust: found, installed, or named with the way to get them.

use std::path::{Path, PathBuf};

use crate::places::Places;
use crate::process::Program;
use crate::steps::{Failure, Went};

/// The oldest node that the dev tools run on.
const NODE: u32 = 20;

/// Fails unless node and npm are there and recent enough.
pub(crate) fn node(places: &Places) -> Result<(), Failure> {
    let how = "Install it from your system's packages (Debian: `sudo apt-get install nodejs npm`) \
               or from https://nodejs.org, then start again.";
    let Some(version) = Program::new(places, "node").arg("--version").ask() else {
        return Err(Failure::new(format!("node was not found. PicMe needs node {NODE} or later. {how}")));
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(Failure::new(format!("node {version} is too old. PicMe needs node {NODE} or later. {how}")));
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if Program::new(places, npm).arg("--version").ask().is_none() {
        return Err(Failure::new(format!("node is there, npm is not. {how}")));
    }
    Ok(())
}

/// Fails unless rustup's wasm target is there; asks rustup for it first.
pub(crate) fn wasm_target(places: &Places) -> Result<Went, Failure> {
    let target = "wasm32-unknown-unknown";
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = Program::new(places, rustc).args(["--print", "target-libdir", "--target", target]).ask();
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(Went::UpToDate);
    }
    Program::new(places, "rustup").args(["target", "add", target]).run().map_err(|failure| {
        Failure::new(format!("{failure} PicMe's page is WebAssembly: install rustup from https://rustup.rs."))
    })?;
    Ok(Went::Done)
}

/// A browser for the tests; installed where the system is Debian.
pub(crate) fn chromium(places: &Places) -> Result<Went, Failure> {
    if chromium_path().is_some() {
        return Ok(Went::UpToDate);
    }
    debian(places, "chromium", "Or set PICME_CHROMIUM to the path of a Chromium or Chrome.")?;
    match chromium_path() {
        Some(_) => Ok(Went::Done),
        None => Err(Failure::new("chromium was installed, but is not on the PATH; set PICME_CHROMIUM to its path.")),
    }
}

/// Where Chromium is: `PICME_CHROMIUM`, or the first of its usual names on the PATH.
pub(crate) fn chromium_path() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("PICME_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let applications = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
        .into_iter()
        .find_map(on_path)
        .or_else(|| applications.is_file().then(|| applications.to_owned()))
}

/// Where PostgreSQL's server programs are; installed where the system is Debian, which keeps them off the PATH.
pub(crate) fn postgres(places: &Places) -> Result<PathBuf, Failure> {
    let found = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
        folders.extend(on_path("initdb").and_then(|program| program.parent().map(Path::to_owned)));
        folders.sort();
        folders.into_iter().rev().find(|folder| folder.join("initdb").is_file())
    };
    if let Some(folder) = found() {
        return Ok(folder);
    }
    let otherwise = "Or set PICME_TEST_POSTGRES to a database on a server where databases may be made.";
    debian(places, "postgresql", otherwise)?;
    found().ok_or_else(|| Failure::new(format!("postgresql was installed, but initdb is not there. {otherwise}")))
}

/// wrk, which sends requests; installed where the system is Debian.
pub(crate) fn wrk(places: &Places) -> Result<Went, Failure> {
    if on_path("wrk").is_some() {
        return Ok(Went::UpToDate);
    }
    debian(places, "wrk", "It is only needed for `cargo xtask bench pages`.")?;
    Ok(Went::Done)
}

/// What libheif is built with, and its codecs, for the tests of HEIC and AVIF; installed where the system is Debian.
pub(crate) fn heif(places: &Places) -> Result<Went, Failure> {
    let otherwise = "It is only needed for `cargo xtask test --long`.";
    let mut went = Went::UpToDate;
    for (program, package) in [("cmake", "cmake"), ("c++", "g++"), ("pkg-config", "pkg-config")] {
        if on_path(program).is_none() {
            debian(places, package, otherwise)?;
            went = Went::Done;
        }
    }
    for library in ["libde265", "dav1d", "aom", "x265", "numa"] {
        if Program::new(places, "pkg-config").args(["--exists", library]).ask().is_none() {
            let package = format!("lib{}-dev", library.trim_start_matches("lib"));
            debian(places, &package, otherwise)?;
            went = Went::Done;
        }
    }
    Ok(went)
}

/// cmake, which compiles dlib for a benchmark; installed where the system is Debian.
pub(crate) fn cmake(places: &Places) -> Result<Went, Failure> {
    if on_path("cmake").is_some() {
        return Ok(Went::UpToDate);
    }
    debian(places, "cmake", "It is only needed for `cargo xtask bench ingest`.")?;
    Ok(Went::Done)
}

/// Whether we are root.
pub(crate) fn is_root(places: &Places) -> bool {
    Program::new(places, "id").arg("-u").ask().is_some_and(|id| id == "0")
}

/// Whether `cargo nextest` is there. It is quicker than `cargo test` and not required.
pub(crate) fn nextest(places: &Places) -> bool {
    Program::cargo(places).args(["nextest", "--version"]).ask().is_some()
}

/// Whether `cargo deny` is there. Not required on a developer's machine.
pub(crate) fn deny(places: &Places) -> bool {
    Program::cargo(places).args(["deny", "--version"]).ask().is_some()
}

/// Installs a Debian package, as root or through a `sudo` that asks for nothing.
fn debian(places: &Places, package: &str, otherwise: &str) -> Result<(), Failure> {
    let by_hand = Failure::new(format!(
        "{package} was not found. Install it (Debian, Ubuntu: `sudo apt-get install {package}`) and start again. {otherwise}"
    ));
    if on_path("apt-get").is_none() {
        return Err(by_hand);
    }
    let root = is_root(places);
    let sudo = !root && Program::new(places, "sudo").args(["-n", "true"]).ask().is_some();
    if !root && !sudo {
        return Err(by_hand);
    }
    let apt_get = |arguments: &[&str]| {
        let program = if root { Program::new(places, "env") } else { Program::new(places, "sudo").arg("env") };
        program.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]).args(arguments).run()
    };
    eprintln!("  {package} is missing; installing it with apt-get");
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--no-install-recommends", package])
        .map_err(|failure| Failure::new(format!("{failure} Install {package} by hand and start again. {otherwise}")))
}

/// The first program of that name on the PATH.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
