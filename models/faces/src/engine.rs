//! The engine: a photo in, its faces out.

use domain::photo::PhotoKind;
use domain::{Embedding, ModelId};

use crate::classify::{aside, classify, is_framed, is_sure};
use crate::detector::Scales;
use crate::embedder::{CHIP_SIDE, Embedder, chip};
use crate::landmarks::{LANDMARK_SIDE, LandmarkFinder, Landmarks};
use crate::network::{Network, NetworkError, NetworkFile};
use crate::pixels::Patch;
use crate::quality::Quality;
use crate::{Bounds, Detection, Pixels, Preview, Settings};

/// Names the networks and the geometry that make an embedding. It changes whenever the same photo would give another vector.
pub const MODEL_ID: &str = "face-api-1.7.15/resnet34/chip68x2-mirror/1";

/// [`MODEL_ID`] as the wire type.
pub fn model_id() -> ModelId {
    ModelId(MODEL_ID.to_owned())
}

/// The networks, as ONNX bytes: the full-precision files or the lossless 8-bit ones, which give the same numbers.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    /// `preview.onnx`: the small detector. Read only where [`Settings::quick`] asks for it.
    pub preview: &'a [u8],
    /// `detector.onnx`: SSD MobileNet v1.
    pub detector: &'a [u8],
    /// `landmarks.onnx`: 68 points.
    pub landmarks: &'a [u8],
    /// `recognition.onnx`: dlib's ResNet.
    pub recognition: &'a [u8],
}

/// The networks, ready to run: the seam where a test puts a fake.
pub struct Networks {
    /// The small detector that looks first, if any.
    pub quick: Option<Preview>,
    /// One detector for each input side, in pixels. Shapes as in `detector.onnx`.
    pub detectors: Vec<DetectorLevel>,
    /// `1 × 3 × 112 × 112` to 136 shares of the side.
    pub landmarks: Box<dyn Network>,
    /// `2 × 3 × 150 × 150` to `2 × 128`.
    pub recognition: Box<dyn Network>,
}

/// One of an engine's networks, for who gets their files one by one: a browser compiles each while the next arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The 68 points.
    Landmarks,
    /// The embedding.
    Recognition,
}

impl Part {
    /// Loads its ONNX file.
    pub fn load(self, onnx: &[u8]) -> Result<Box<dyn Network>, EngineError> {
        let (name, shape) = match self {
            Self::Landmarks => ("landmarks", [1, 3, LANDMARK_SIDE, LANDMARK_SIDE]),
            Self::Recognition => ("recognition", [2, 3, CHIP_SIDE, CHIP_SIDE]),
        };
        let network = NetworkFile::read(onnx).and_then(|file| file.at(&shape));
        network.map_err(|source| EngineError::Weights { name, source })
    }
}

/// The side of the detector's input, in pixels, and the detector for it.
pub type DetectorLevel = (u32, Box<dyn Network>);

/// The detector for inputs of these sides, in pixels, from one ONNX file: they share its filters.
pub fn detectors(onnx: &[u8], sides: &[u32]) -> Result<Vec<DetectorLevel>, EngineError> {
    let refused = |source| EngineError::Weights { name: "detector", source };
    if sides.is_empty() {
        return Ok(Vec::new());
    }
    let file = NetworkFile::read(onnx).map_err(refused)?;
    let of = |side: &u32| -> Result<DetectorLevel, EngineError> {
        Ok((*side, file.at(&[1, 3, *side as usize, *side as usize]).map_err(refused)?))
    };
    sides.iter().map(of).collect()
}

/// A face of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Where it is, in pixels of the upright photo.
    pub bounds: Bounds,
    /// The detector's score, [`Settings::min_score`] to 1.
    pub score: f32,
    /// Its 68 points, in pixels of the upright photo.
    pub landmarks: Landmarks,
    /// How well it can be recognised.
    pub quality: Quality,
    /// Whether it counts when the photo's kind is decided: surely a face, large enough to be somebody.
    pub sure: bool,
    /// Whether it is well inside the picture: who is cut off by its edge was not meant to be on it.
    pub framed: bool,
    /// How far it is from the middle of the picture, to the right and down, in widths and heights of its box.
    pub aside: [f32; 2],
    /// What it is compared by.
    pub embedding: Embedding,
}

/// All that the engine says of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Its faces, best score first.
    pub faces: Vec<Face>,
    /// All that looks like a face, down to [`Settings::candidate_score`]; best first.
    pub candidates: Vec<Detection>,
    /// Who it is about, failing closed.
    pub kind: PhotoKind,
}

/// The face engine. Pure compute: it may be shared between threads, each call runs on the caller's.
pub struct Engine {
    settings: Settings,
    quick: Option<Preview>,
    scales: Scales,
    landmarks: LandmarkFinder,
    embedder: Embedder,
}

impl Engine {
    /// Loads and optimises the networks: about a second native.
    pub fn new(weights: &Weights<'_>, settings: Settings) -> Result<Self, EngineError> {
        let networks = Networks {
            quick: settings.quick.map(|side| Preview::new(weights.preview, side)).transpose()?,
            detectors: detectors(weights.detector, &settings.levels)?,
            landmarks: Part::Landmarks.load(weights.landmarks)?,
            recognition: Part::Recognition.load(weights.recognition)?,
        };
        Ok(Self::with_networks(networks, settings))
    }

    /// An engine over given networks; `settings.levels` is ignored in favour of the detectors' sides.
    pub fn with_networks(networks: Networks, settings: Settings) -> Self {
        Self {
            scales: Scales::new(networks.detectors, settings.close_look),
            settings,
            quick: networks.quick,
            landmarks: LandmarkFinder::new(networks.landmarks),
            embedder: Embedder::new(networks.recognition),
        }
    }

    /// Gives an engine that has been made without them its detectors: a browser has their file last. See [`detectors`].
    pub fn add_detectors(&mut self, detectors: Vec<DetectorLevel>) {
        self.scales.add(detectors);
    }

    /// The faces of a photo, best score first.
    pub fn faces(&self, photo: &Pixels) -> Result<Vec<Face>, EngineError> {
        let candidates = self.detect(photo)?;
        self.describe(photo, &candidates)
    }

    /// The faces of a photo, all else that looks like one, and what kind of photo that makes it.
    pub fn analyse(&self, photo: &Pixels) -> Result<Analysis, EngineError> {
        self.judge(photo, self.detect(photo)?)
    }

    /// The second half of [`Engine::analyse`]: who the candidates of a photo are, and what kind of photo that makes it.
    pub fn judge(&self, photo: &Pixels, candidates: Vec<Detection>) -> Result<Analysis, EngineError> {
        let faces = self.describe(photo, &candidates)?;
        let kind = classify(&faces, &candidates, &self.settings);
        Ok(Analysis { faces, candidates, kind })
    }

    /// All that looks like a face at [`Settings::candidate_score`] or more, found at every level, without doubles, best first.
    ///
    /// Every level of [`Settings::levels`] looks that does not enlarge the photo more than twice; where many faces are small, they look
    /// once more from near ([`Settings::close_look`]).
    ///
    /// Where the small detector looks first ([`Settings::quick`]) and finds a face in the picture's middle, that is all. A face elsewhere is not
    /// believed to be the one that is meant: the small detector misses more faces than the others.
    pub fn detect(&self, photo: &Pixels) -> Result<Vec<Detection>, EngineError> {
        if let Some(quick) = &self.quick {
            let found = quick.detect(photo)?;
            let middle = [photo.width as f32 / 2.0, photo.height as f32 / 2.0];
            if self.scales.is_empty() || found.iter().any(|face| face.bounds.contains(middle)) {
                return Ok(found);
            }
        }
        Ok(self.scales.detect(photo, self.settings.candidate_score, self.settings.sure_score)?)
    }

    /// The same, for who has made a smaller copy of the photo already: the copy is looked at, what is found is in pixels of the photo.
    pub fn detect_in(&self, photo: &Pixels, copy: &Pixels) -> Result<Vec<Detection>, EngineError> {
        let (across, down) = (photo.width as f32 / copy.width as f32, photo.height as f32 / copy.height as f32);
        let larger = |Detection { bounds: Bounds { x, y, width, height }, score }| Detection {
            bounds: Bounds { x: x * across, y: y * down, width: width * across, height: height * down },
            score,
        };
        Ok(self.detect(copy)?.into_iter().map(larger).collect())
    }

    /// What one level finds at [`Settings::candidate_score`] or more, with face-api's own suppression of doubles and nothing else; best
    /// first. `level` counts the detectors from 0.
    pub fn detect_at_level(&self, photo: &Pixels, level: usize) -> Result<Vec<Detection>, EngineError> {
        Ok(self.scales.level(level).detect(photo, self.settings.candidate_score)?)
    }

    /// Landmarks, quality and embedding of every candidate with [`Settings::min_score`] and [`Settings::min_height`] or more.
    pub fn describe(&self, photo: &Pixels, candidates: &[Detection]) -> Result<Vec<Face>, EngineError> {
        let Settings { min_score, min_height, .. } = self.settings;
        let good = candidates.iter().filter(|found| found.score >= min_score && found.bounds.height >= min_height);
        good.filter_map(|candidate| self.face(photo, candidate).transpose()).collect()
    }

    /// The 68 points of the face in `bounds`, in two passes; `None` when nothing of the photo is in there.
    pub fn landmarks(&self, photo: &Pixels, bounds: &Bounds) -> Result<Option<Landmarks>, EngineError> {
        Ok(self.landmarks.find(photo, bounds)?)
    }

    /// What the landmark network says of a patch of 112 × 112, in pixels of the patch.
    pub fn patch_landmarks(&self, patch: &Patch) -> Result<Landmarks, EngineError> {
        Ok(self.landmarks.points(patch)?)
    }

    /// The aligned face: 150 × 150 pixels. `None` for landmarks that are no face.
    pub fn chip(&self, photo: &Pixels, landmarks: &Landmarks) -> Option<Patch> {
        chip(photo, landmarks)
    }

    /// The embedding of a chip and its mirror image.
    pub fn embed(&self, chip: &Patch) -> Result<Embedding, EngineError> {
        self.embedder.embed(chip)
    }

    /// What the recognition network says of a chip and of its mirror image, as it is: not averaged, not normalised.
    pub fn raw_embeddings(&self, chip: &Patch) -> Result<[[f32; 128]; 2], EngineError> {
        Ok(self.embedder.raw(chip)?)
    }

    fn face(&self, photo: &Pixels, candidate: &Detection) -> Result<Option<Face>, EngineError> {
        let Some(landmarks) = self.landmarks(photo, &candidate.bounds)? else { return Ok(None) };
        let Some(chip) = self.chip(photo, &landmarks) else { return Ok(None) };
        let quality = Quality::measure(candidate.score, &landmarks, &chip);
        Ok(Some(Face {
            bounds: candidate.bounds,
            score: candidate.score,
            landmarks,
            sure: is_sure(candidate, &quality, &self.settings),
            framed: is_framed(&candidate.bounds, photo),
            aside: aside(&candidate.bounds, photo),
            quality,
            embedding: self.embed(&chip)?,
        }))
    }
}

/// Why the engine cannot say what is in a photo.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A file of weights is damaged or of another network.
    #[error("the weights of the {name} network cannot be used")]
    Weights {
        /// Which one.
        name: &'static str,
        /// What its runtime says.
        source: NetworkError,
    },
    /// A network failed, or gave something of another shape.
    #[error("a network failed")]
    Network(#[from] NetworkError),
    /// The recognition network gave a vector without direction.
    #[error("the recognition network gave no embedding")]
    Embedding(#[from] domain::embedding::NotAnEmbedding),
}

#[cfg(test)]
mod tests;
