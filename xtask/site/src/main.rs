#![doc = include_str!("../README.md")]

mod compress;
mod error;
mod files;
mod glue;
mod networks;
mod shrink;
mod slot;
mod styles;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use error::SiteError;
use slot::Slot;

/// What to build from, and how thoroughly.
#[derive(Debug)]
struct Order {
    /// The page's module as the compiler left it.
    page: PathBuf,
    /// The scanner's module as the compiler left it.
    scanner: PathBuf,
    /// The workspace.
    root: PathBuf,
    /// For shipping: modules are shrunk and every file is compressed beforehand.
    release: bool,
}

fn main() -> ExitCode {
    match Order::from_arguments(std::env::args().skip(1)).and_then(|order| order.fulfil()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("build-site: {error}");
            let mut cause = std::error::Error::source(&error);
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

impl Order {
    fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Self, SiteError> {
        let (mut page, mut scanner, mut root, mut release) = (None, None, None, false);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--page" => page = arguments.next(),
                "--scanner" => scanner = arguments.next(),
                "--root" => root = arguments.next(),
                "--release" => release = true,
                _ => return Err(SiteError::Usage),
            }
        }
        match (page, scanner, root) {
            (Some(page), Some(scanner), Some(root)) => {
                Ok(Self { page: page.into(), scanner: scanner.into(), root: root.into(), release })
            }
            _ => Err(SiteError::Usage),
        }
    }

    fn fulfil(&self) -> Result<(), SiteError> {
        let mut wanted = files::Wanted::new(&self.root.join("target/site"));
        self.module(glue::Kind::Page, &self.page, &mut wanted)?;
        self.module(glue::Kind::Scanner, &self.scanner, &mut wanted)?;
        wanted.text("pkg/picme.css", styles::bundle(&self.root.join("style/main.css"))?);
        wanted.file("scanner/worker.js", self.root.join("frontend/scanner/worker.js"));
        for (name, file) in networks::of_the_browser(&self.root.join("models/weights/out"))? {
            wanted.file(&format!("weights/{name}"), file);
        }
        if self.release {
            compress::all(&mut wanted, &self.cache().join("compressed"))?;
        }
        let changed = wanted.place()?;
        eprintln!("  {} files in target/site, {changed} of them new", wanted.len());
        Ok(())
    }

    /// The page's module and glue, or the scanner's.
    fn module(&self, kind: glue::Kind, wasm: &Path, wanted: &mut files::Wanted) -> Result<(), SiteError> {
        // Names make a page's trace readable; nobody reads a scanner's.
        let glue = glue::Glue { kind, keep_names: !self.release && kind == glue::Kind::Page };
        let shrink =
            self.release.then(|| shrink::Shrink { wasm_opt: self.wasm_opt(), simd: kind == glue::Kind::Scanner });
        let slot = format!("{}-{}", kind.folder(), if self.release { "release" } else { "debug" });
        let contents = make(&Slot::new(self.cache().join(slot)), wasm, &glue, shrink.as_ref())?;
        wanted.folder(kind.folder(), &contents)
    }

    fn cache(&self) -> PathBuf {
        self.root.join("target/site-cache")
    }

    fn wasm_opt(&self) -> PathBuf {
        self.root.join("xtask/site/node_modules/binaryen/bin/wasm-opt")
    }
}

/// Glue code and a shrunk module for `wasm`, made once per module.
fn make(slot: &Slot, wasm: &Path, glue: &glue::Glue, shrink: Option<&shrink::Shrink>) -> Result<PathBuf, SiteError> {
    let module = files::read(wasm)?;
    let recipe = format!("{glue:?} {shrink:?} {} {}", shrink::FLAGS.join(" "), include_str!("../package-lock.json"));
    slot.filled(&[recipe.as_bytes(), &module], |folder| {
        glue.write(wasm, folder)?;
        if let Some(shrink) = shrink {
            shrink.module(&folder.join(glue.kind.module_name()))?;
        }
        Ok(())
    })
}
