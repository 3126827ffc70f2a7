//! The networks, carried by the binary: in debug builds they are read from disk.

use faces::{Engine, EngineError, Settings, Weights};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../models/weights/out"]
#[include = "preview.onnx"]
#[include = "detector.onnx"]
#[include = "landmarks.onnx"]
#[include = "recognition.onnx"]
#[include = "demo/*.jpg"]
struct Files;

/// Why there is no engine.
#[derive(Debug, thiserror::Error)]
pub enum NoEngine {
    /// A network is not in the binary.
    #[error("the network {0} is missing from this build; `cargo xtask build` makes it")]
    Missing(String),
    /// A network does not load.
    #[error("the networks could not be loaded")]
    Load(#[from] EngineError),
}

/// The files of the networks in full precision, as the server runs them.
pub struct Networks {
    preview: EmbeddedFile,
    detector: EmbeddedFile,
    landmarks: EmbeddedFile,
    recognition: EmbeddedFile,
}

/// Reads the networks.
pub fn networks() -> Result<Networks, NoEngine> {
    let file = |name: &str| Files::get(name).ok_or_else(|| NoEngine::Missing(name.to_owned()));
    Ok(Networks {
        preview: file("preview.onnx")?,
        detector: file("detector.onnx")?,
        landmarks: file("landmarks.onnx")?,
        recognition: file("recognition.onnx")?,
    })
}

/// The engine with these settings: a second's work.
pub fn engine(settings: Settings) -> Result<Engine, NoEngine> {
    let files = networks()?;
    let weights = Weights {
        preview: &files.preview.data,
        detector: &files.detector.data,
        landmarks: &files.landmarks.data,
        recognition: &files.recognition.data,
    };
    Ok(Engine::new(&weights, settings)?)
}

/// The demo photos with their names, in order.
pub(crate) fn demo_photos() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("demo/")).collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((name.trim_start_matches("demo/").to_owned(), file.data.into_owned()))
        })
        .collect()
}
