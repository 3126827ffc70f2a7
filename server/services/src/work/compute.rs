//! What is computed of a photo: pixels and networks, no database and no files.

use domain::photo::PhotoKind;
use faces::{DecodeLimits, Engine, Face, Photo};
use time::OffsetDateTime;

use super::renditions::{self, RenditionFile};
use super::watermark::Mark;

/// What processing a photo gave; nothing of it is in the database yet.
pub struct Processed {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) taken_at: Option<OffsetDateTime>,
    pub(super) kind: PhotoKind,
    /// Its faces, best score first.
    pub faces: Vec<Face>,
    pub(super) files: Vec<RenditionFile>,
    /// A PNG of a few pixels, in base64.
    pub(super) placeholder: String,
    /// Which mark the public copies carry.
    pub(super) mark_version: i32,
}

impl Processed {
    /// All copies, as files.
    pub fn copies(&self) -> impl Iterator<Item = &[u8]> {
        self.files.iter().map(|file| file.bytes.as_slice())
    }
}

/// What has just been done with a photo, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The file became pixels.
    Decoded,
    /// The pixels were brought to the size of a screen.
    Resized,
    /// Candidates for faces were found.
    Detected,
    /// They were aligned and embedded.
    Described,
    /// All copies are made.
    Copied,
}

impl Stage {
    /// How the log names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decoded => "decoded",
            Self::Resized => "resized",
            Self::Detected => "detected",
            Self::Described => "faces",
            Self::Copied => "renditions",
        }
    }
}

/// What may go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The file is no photo, or a damaged one.
    #[error("the photo could not be decoded")]
    Decode(#[source] faces::DecodeError),
    /// A network failed.
    #[error("its faces could not be found")]
    Engine(#[source] faces::EngineError),
    /// A copy could not be made.
    #[error("its renditions could not be made")]
    Rendition(#[source] renditions::RenditionError),
}

/// Everything that a worker computes of one photo: its faces and its copies. `done` hears of every stage that is over.
///
/// The photo is read at full size twice: for the copy of a screen's size, which the smaller copies are made of
/// and the detector looks at, and for the faces, each of which is cut out where it is sharpest.
pub fn compute(
    bytes: &[u8],
    limits: &DecodeLimits,
    engine: &Engine,
    mark: &Mark,
    mut done: impl FnMut(Stage),
) -> Result<Processed, Failed> {
    let Photo { pixels, taken_at, .. } = faces::decode(bytes, limits).map_err(Failed::Decode)?;
    done(Stage::Decoded);
    let view = renditions::view(&pixels).map_err(Failed::Rendition)?;
    done(Stage::Resized);
    let candidates = engine.detect_in(&pixels, &view).map_err(Failed::Engine)?;
    done(Stage::Detected);
    let found = engine.judge(&pixels, candidates).map_err(Failed::Engine)?;
    done(Stage::Described);
    let (files, placeholder) = renditions::make(&pixels, view, &found.faces, mark).map_err(Failed::Rendition)?;
    done(Stage::Copied);
    Ok(Processed {
        width: pixels.width,
        height: pixels.height,
        taken_at,
        kind: found.kind,
        faces: found.faces,
        files,
        placeholder,
        mark_version: mark.version,
    })
}
