//! What can go wrong while the site is built.

use std::io;
use std::path::PathBuf;

/// One sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SiteError {
    #[error("use it as `build-site --page WASM --scanner WASM --root FOLDER [--release]`; `cargo xtask site` does")]
    Usage,
    #[error("{path} could not be read")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} could not be written")]
    Write { path: PathBuf, source: io::Error },
    #[error("no glue code for {path}: {detail}")]
    Glue { path: PathBuf, detail: String },
    #[error("wasm-opt could not be started; is node installed, and `npm ci` done in xtask/site?")]
    NoWasmOpt(#[source] io::Error),
    #[error("wasm-opt failed on {path}; {detail}")]
    WasmOpt { path: PathBuf, detail: String },
    #[error("{path}, line {line}: {what}")]
    Style { path: PathBuf, line: usize, what: &'static str },
    #[error("the style sheets import each other in a circle: {path} comes back")]
    StyleCircle { path: PathBuf },
    #[error("no converted networks in {path}; `cargo xtask weights` makes them")]
    NoNetworks { path: PathBuf },
}
