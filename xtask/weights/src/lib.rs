#![doc = include_str!("../README.md")]

mod layers;
mod manifest;
mod networks;
mod onnx;
mod package;

use std::path::{Path, PathBuf};

pub use layers::Form;
pub use manifest::{FileEntry, Manifest, NetworkEntry, Output, Source, sha256};
pub use networks::Network;
pub use package::{Numbers, Package, Tensor};

/// The forms in which every network is written.
const FORMS: [Form; 2] = [Form::Float, Form::Codes];

/// Where the converter reads and writes.
#[derive(Clone, Debug)]
pub struct Places {
    /// The installed package: `models/weights/node_modules/@vladmandic/face-api`.
    pub package: PathBuf,
    /// The folder of the made files: `models/weights/out`.
    pub out: PathBuf,
    /// `models/weights/manifest.json`.
    pub manifest: PathBuf,
}

impl Places {
    /// The places of a checkout whose root is `root`.
    pub fn of_checkout(root: &Path) -> Self {
        let weights = root.join("models/weights");
        Self {
            package: weights.join("node_modules/@vladmandic/face-api"),
            out: weights.join("out"),
            manifest: weights.join("manifest.json"),
        }
    }
}

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All files were there already, with the right hashes.
    UpToDate,
    /// So many files were written.
    Written(usize),
}

/// Whether every output is there with the hash of the manifest.
pub fn is_up_to_date(places: &Places) -> Result<bool, Error> {
    let manifest = Manifest::read(&places.manifest)?;
    let mut files = manifest.networks.iter().flat_map(|network| &network.files).chain(&manifest.demo);
    Ok(files.all(|file| file.read_below(&places.out).is_ok()))
}

/// Makes all files, unless they are there already. Inputs and outputs are held against the manifest: a changed or truncated
/// input is refused by its name before anything is written.
pub fn convert(places: &Places) -> Result<Outcome, Error> {
    if is_up_to_date(places)? {
        return Ok(Outcome::UpToDate);
    }
    let manifest = Manifest::read(&places.manifest)?;
    let mut made = Vec::new();
    for network in Network::ALL {
        let entry = manifest.networks.iter().find(|entry| entry.name == network.name);
        let entry = entry.ok_or(Error::NotInManifest(network.name))?;
        let inputs: Vec<Vec<u8>> =
            entry.inputs.iter().map(|file| file.read_below(&places.package)).collect::<Result<_, _>>()?;
        let [list, bytes] = inputs.as_slice() else { return Err(Error::NotInManifest(network.name)) };
        let package = Package::read(network.source, list, bytes)?;
        for form in FORMS {
            let file = network.file(form);
            let bytes = network.convert(&package, form)?;
            let expected = entry.files.iter().find(|entry| entry.file == file).map(|entry| entry.sha256.clone());
            let found = sha256(&bytes);
            if expected.as_ref() != Some(&found) {
                return Err(Error::OtherResult { file, found, expected: expected.unwrap_or_default() });
            }
            made.push((file, bytes));
        }
    }
    for photo in &manifest.demo {
        made.push((photo.file.clone(), photo.read_below(&places.package)?));
    }
    for (file, bytes) in &made {
        manifest::write(&places.out.join(file), bytes)?;
    }
    Ok(Outcome::Written(made.len()))
}

/// Writes the hashes of the installed package and of what the converter makes of it into the manifest. For whoever changes the
/// converter or moves to another version of the package; the result is reviewed like any other change.
pub fn update_manifest(places: &Places) -> Result<(), Error> {
    let mut manifest = Manifest::read(&places.manifest)?;
    let hash = |file: &mut FileEntry| -> Result<Vec<u8>, Error> {
        let bytes = manifest::read(&places.package.join(&file.file))?;
        file.sha256 = sha256(&bytes);
        Ok(bytes)
    };
    for network in Network::ALL {
        let entry = manifest.networks.iter_mut().find(|entry| entry.name == network.name);
        let entry = entry.ok_or(Error::NotInManifest(network.name))?;
        let inputs: Vec<Vec<u8>> = entry.inputs.iter_mut().map(hash).collect::<Result<_, _>>()?;
        let [list, bytes] = inputs.as_slice() else { return Err(Error::NotInManifest(network.name)) };
        let package = Package::read(network.source, list, bytes)?;
        entry.files.clear();
        for form in FORMS {
            let bytes = network.convert(&package, form)?;
            entry.files.push(FileEntry { file: network.file(form), sha256: sha256(&bytes) });
        }
    }
    for photo in &mut manifest.demo {
        hash(photo)?;
    }
    manifest.write(&places.manifest)
}

/// Why the weights cannot be converted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read.
    #[error("{path} cannot be read: run `npm ci` in models/weights, or `cargo xtask run`, which does it")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not the one that the manifest names.
    #[error(
        "{path} is not the file that the manifest names (SHA-256 {found}, not {expected}): it was changed or cut off; delete models/weights/node_modules and install the package again"
    )]
    Changed {
        /// The file.
        path: PathBuf,
        /// Its hash.
        found: String,
        /// The manifest's.
        expected: String,
    },
    /// The converter makes something else than what the manifest names.
    #[error(
        "{file} came out with SHA-256 {found}, not {expected}: after a change of the converter run it with --update-manifest"
    )]
    OtherResult {
        /// The file.
        file: String,
        /// Its hash.
        found: String,
        /// The manifest's.
        expected: String,
    },
    /// The package's list of tensors and its bytes do not fit together.
    #[error("the weights of {network} cannot be used: {problem}")]
    Package {
        /// The package's name for the network.
        network: String,
        /// What is wrong.
        problem: String,
    },
    /// The manifest cannot be understood.
    #[error("{path} is not a manifest")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The manifest lacks a network, or one of its two input files.
    #[error("the manifest does not name the network {0} and its two input files")]
    NotInManifest(&'static str),
}
