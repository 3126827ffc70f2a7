//! `models/weights/manifest.json`: what goes in, what comes out, and the hash of every file.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;

/// The manifest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Names the networks and the geometry that make an embedding (`faces::MODEL_ID`).
    pub model_id: String,
    /// Where the weights come from.
    pub source: Source,
    /// The networks.
    pub networks: Vec<NetworkEntry>,
    /// The demo photos.
    pub demo: Vec<FileEntry>,
}

/// A package of the npm registry; the lock file beside the manifest pins it as well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub package: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// Who trained what.
    pub note: String,
}

/// One network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkEntry {
    /// What PicMe calls it.
    pub name: String,
    /// Shape of the input: numbers, or names of free lengths. RGB, 0 to 255, planar.
    pub input: Vec<serde_json::Value>,
    /// The outputs' names and shapes.
    pub outputs: Vec<Output>,
    /// Files it is made of, below the package's folder.
    pub inputs: Vec<FileEntry>,
    /// Files that are made, below the converter's output folder.
    pub files: Vec<FileEntry>,
}

/// An output of a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Its shape: numbers, or names of free lengths.
    pub shape: Vec<serde_json::Value>,
}

/// A file and its hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path below its folder.
    pub file: String,
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// Reads it.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = read(path)?;
        serde_json::from_slice(&text).map_err(|source| Error::Manifest { path: path.to_owned(), source })
    }

    /// Writes it, for `--update-manifest`.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let mut text =
            serde_json::to_string_pretty(self).map_err(|source| Error::Manifest { path: path.to_owned(), source })?;
        text.push('\n');
        write(path, text.as_bytes())
    }
}

impl FileEntry {
    /// Reads the file below `folder`. A file that is missing, changed or truncated is refused by its name.
    pub fn read_below(&self, folder: &Path) -> Result<Vec<u8>, Error> {
        let path = folder.join(&self.file);
        let bytes = read(&path)?;
        let found = sha256(&bytes);
        if found == self.sha256 {
            Ok(bytes)
        } else {
            Err(Error::Changed { path, found, expected: self.sha256.clone() })
        }
    }
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Reads a file; the error has its name.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// Writes a file as a whole: under another name first, so that nobody ever finds half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let unfinished = path.with_extension("unfinished");
    fs::write(&unfinished, bytes).map_err(failed)?;
    fs::rename(&unfinished, path).map_err(failed)
}
