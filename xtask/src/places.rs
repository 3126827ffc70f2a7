//! Where things are.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::steps::Failure;

/// The folders and programs that every step needs.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// The workspace.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the user has put it.
    pub target: PathBuf,
    /// The cargo that started us.
    pub cargo: OsString,
}

impl Places {
    /// Reads them from what cargo tells a program that it runs.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest
            .parent()
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("the workspace was not found; start it as `cargo xtask`."))?;
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => built_in().unwrap_or_else(|| root.join("target")),
        };
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Ok(Self { root, target, cargo })
    }

    /// The converted networks and the demo photos.
    pub(crate) fn networks(&self) -> PathBuf {
        self.root.join("models/weights/out")
    }

    /// The scanner's own target folder: its compiler flags differ from the page's, and cargo would rebuild each after
    /// the other.
    pub(crate) fn scanner_target(&self) -> PathBuf {
        self.target.join("scanner")
    }

    /// The built server.
    pub(crate) fn picme(&self, profile_folder: &str) -> PathBuf {
        self.target.join(profile_folder).join(format!("picme{}", env::consts::EXE_SUFFIX))
    }
}

/// The target folder that holds this very program: `TARGET/debug/xtask`.
/// Covers a `build.target-dir` in the user's own cargo configuration.
fn built_in() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let profile = program.parent()?;
    (profile.file_name()? == "debug").then(|| profile.parent().map(PathBuf::from)).flatten()
}
