//! Smaller modules by `wasm-opt`, always the one that `package-lock.json` pins: older ones, such as a
//! system's own, exit with success and break the module.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::SiteError;

/// Optimise for size, with what rustc's own modules use and every browser of the last years has.
pub(crate) const FLAGS: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How to shrink a module.
#[derive(Debug)]
pub(crate) struct Shrink {
    /// The script in `node_modules`.
    pub wasm_opt: PathBuf,
    /// Whether the module uses SIMD.
    pub simd: bool,
}

impl Shrink {
    /// Replaces the module by its smaller self.
    pub(crate) fn module(&self, path: &Path) -> Result<(), SiteError> {
        let small = path.with_extension("small");
        let mut command = Command::new("node");
        command.arg(&self.wasm_opt).args(FLAGS);
        if self.simd {
            command.arg("--enable-simd");
        }
        let output = command.arg(path).arg("--output").arg(&small).output().map_err(SiteError::NoWasmOpt)?;
        if !output.status.success() {
            let detail = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(SiteError::WasmOpt { path: path.to_owned(), detail });
        }
        std::fs::rename(&small, path).map_err(|source| SiteError::Write { path: path.to_owned(), source })
    }
}
