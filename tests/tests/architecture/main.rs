//! The rules of ARCHITECTURE.md that a compiler does not see.
//!
//! Each failure names the row or the sentence that it breaks. Each rule that reads sources is also shown a planted
//! violation, so that a rule which has stopped looking is noticed.

mod languages;
mod manifests;
mod repository;
mod sources;
mod styles;
mod table;
mod tokens;
mod wasm;
mod words;

use std::path::{Path, PathBuf};

/// The workspace, as cargo says when it runs the tests: where they were compiled may be another clone.
fn root() -> PathBuf {
    let tests = std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&tests).parent().expect("tests/ lies in the workspace").to_owned()
}

/// Fails with all of them, where there are any.
fn report(what: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{what}:\n  {}\n", violations.join("\n  "));
}
