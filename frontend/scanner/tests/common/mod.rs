//! A scanner with the browser's networks, run natively.

use std::path::PathBuf;

use domain::scanner::{FromScanner, Network, ToScanner};
use faces::Pixels;
use scanner::Scanner;

/// A path below the workspace.
pub(crate) fn root(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(path)
}

/// Reads what `cargo xtask build` makes.
pub(crate) fn read(path: &str) -> Vec<u8> {
    std::fs::read(root(path)).unwrap_or_else(|error| panic!("{path}: {error}; run `cargo xtask build` first"))
}

/// A warm scanner.
pub(crate) fn scanner() -> Scanner {
    let mut scanner = Scanner::default();
    let networks = [
        (Network::Preview, "preview"),
        (Network::Landmarks, "landmarks"),
        (Network::Recognition, "recognition"),
        (Network::Detector, "detector"),
    ];
    for (network, name) in networks {
        let file = read(&format!("models/weights/out/{name}.u8.onnx"));
        let answer = scanner.receive(&ToScanner::Load { network }, file).expect("the network loads");
        assert_eq!(answer, FromScanner::Loaded { network });
    }
    let answer = scanner.receive(&ToScanner::Warm { run: true }, vec![]).expect("the networks run");
    assert_eq!(answer, FromScanner::Ready { model_id: faces::model_id() });
    scanner
}

/// A picture as a canvas gives it.
pub(crate) fn rgba(picture: &Pixels) -> Vec<u8> {
    picture.rgb.as_chunks::<3>().0.iter().flat_map(|&[red, green, blue]| [red, green, blue, 255]).collect()
}
