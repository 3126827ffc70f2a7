//! Files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use crate::steps::Failure;

/// Every file below `path`, sorted; `path` itself where it is a file; nothing where it does not exist.
pub(crate) fn below(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().flat_map(|entry| below(&entry.path())).collect();
    files.sort();
    files
}

/// Writes a file, making the folders on the way.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    made.map_err(|error| Failure::new(format!("{} could not be written: {error}.", path.display())))
}
