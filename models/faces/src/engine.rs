//! The engine: a photo in, its faces out.

use std::borrow::Cow;

use domain::photo::PhotoKind;
use domain::{Embedding, ModelId};

use crate::classify::{classify, is_framed, is_sure};
use crate::detector::{Detector, fit, merge};
use crate::embedder::{CHIP_SIDE, Embedder, chip};
use crate::landmarks::{LANDMARK_SIDE, LandmarkFinder, Landmarks};
use crate::network::{Network, NetworkError, TractNetwork};
use crate::pixels::Patch;
use crate::quality::Quality;
use crate::{Bounds, Detection, Pixels, Settings};

/// Names the networks and the geometry that make an embedding. It changes whenever the same photo would give another vector.
pub const MODEL_ID: &str = "face-api-1.7.15/resnet34/chip68x2-mirror/1";

/// [`MODEL_ID`] as the wire type.
pub fn model_id() -> ModelId {
    ModelId(MODEL_ID.to_owned())
}

/// Side of the detector's input up to which a level is there for close-ups: small faces are a blur in it, and its boxes around
/// them too wide to be joined with those of a finer level.
const COARSE: u32 = 256;
/// The least side of a face at a coarse level, as a share of the photo's long side. Measured on the family groups: without it one false face a
/// photo, from 0.15 on none; 0.25 also drops the crowds' last one.
const COARSE_SHARE: f32 = 0.2;

/// The networks, as ONNX bytes: the full-precision files or the lossless 8-bit ones, which give the same numbers.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    /// `detector.onnx`: SSD MobileNet v1.
    pub detector: &'a [u8],
    /// `landmarks.onnx`: 68 points.
    pub landmarks: &'a [u8],
    /// `recognition.onnx`: dlib's ResNet.
    pub recognition: &'a [u8],
}

/// The networks, ready to run: the seam where a test puts a fake.
pub struct Networks {
    /// One detector for each input side, in pixels. Shapes as in `detector.onnx`.
    pub detectors: Vec<(u32, Box<dyn Network>)>,
    /// `1 × 3 × 112 × 112` to 136 shares of the side.
    pub landmarks: Box<dyn Network>,
    /// `2 × 3 × 150 × 150` to `2 × 128`.
    pub recognition: Box<dyn Network>,
}

/// One of an engine's networks, for who gets their files one by one: a browser compiles each while the next arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The detector, for an input of so many pixels a side.
    Detector(u32),
    /// The 68 points.
    Landmarks,
    /// The embedding.
    Recognition,
}

impl Part {
    /// Loads and optimises its ONNX file.
    pub fn load(self, onnx: &[u8]) -> Result<Box<dyn Network>, EngineError> {
        let (name, shape) = match self {
            Self::Detector(side) => ("detector", [1, 3, side as usize, side as usize]),
            Self::Landmarks => ("landmarks", [1, 3, LANDMARK_SIDE, LANDMARK_SIDE]),
            Self::Recognition => ("recognition", [2, 3, CHIP_SIDE, CHIP_SIDE]),
        };
        let network = TractNetwork::new(onnx, &shape).map_err(|source| EngineError::Weights { name, source })?;
        Ok(Box::new(network))
    }
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
    detectors: Vec<Detector>,
    landmarks: LandmarkFinder,
    embedder: Embedder,
}

impl Engine {
    /// Loads and optimises the networks: about a second native.
    pub fn new(weights: &Weights<'_>, settings: Settings) -> Result<Self, EngineError> {
        let detector = |side: &u32| Ok((*side, Part::Detector(*side).load(weights.detector)?));
        let networks = Networks {
            detectors: settings.levels.iter().map(detector).collect::<Result<_, EngineError>>()?,
            landmarks: Part::Landmarks.load(weights.landmarks)?,
            recognition: Part::Recognition.load(weights.recognition)?,
        };
        Ok(Self::with_networks(networks, settings))
    }

    /// An engine over given networks; `settings.levels` is ignored in favour of the detectors' sides.
    pub fn with_networks(networks: Networks, settings: Settings) -> Self {
        let detectors = networks.detectors.into_iter().map(|(side, network)| Detector::new(network, side)).collect();
        Self {
            settings,
            detectors,
            landmarks: LandmarkFinder::new(networks.landmarks),
            embedder: Embedder::new(networks.recognition),
        }
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
    /// A level that would enlarge the photo more than twice is left out: it costs most and shows nothing new. The smallest
    /// level always looks. A coarse level says nothing of small faces when a finer one looks too: see [`COARSE`].
    pub fn detect(&self, photo: &Pixels) -> Result<Vec<Detection>, EngineError> {
        self.detect_in(photo, photo)
    }

    /// The same, for who has made a smaller copy of the photo already: the copy is looked at, what is found is in pixels of the
    /// photo. Each level is made of the one above it, so that most pixels are read once.
    pub fn detect_in(&self, photo: &Pixels, copy: &Pixels) -> Result<Vec<Detection>, EngineError> {
        let long = photo.width.max(photo.height);
        let mut levels: Vec<&Detector> = self.detectors.iter().collect();
        levels.sort_by_key(|detector| std::cmp::Reverse(detector.side()));
        let (smallest, finest) = (levels.last().map_or(0, |d| d.side()), levels.first().map_or(0, |d| d.side()));
        let mut found = Vec::new();
        let mut above = Cow::Borrowed(copy);
        for detector in levels.into_iter().filter(|d| d.side() == smallest || d.side() <= long.saturating_mul(2)) {
            let fitted = fit(photo, &above, detector.side())?;
            let mut seen = detector.detect_fitted(photo, &fitted, self.settings.candidate_score)?;
            if detector.side() <= COARSE && detector.side() < finest {
                let floor = COARSE_SHARE * long as f32;
                seen.retain(|detection| detection.bounds.area().sqrt() >= floor);
            }
            found.extend(seen);
            if fitted.width < above.width {
                above = Cow::Owned(fitted);
            }
        }
        Ok(merge(found))
    }

    /// What one level finds at [`Settings::candidate_score`] or more, with face-api's own suppression of doubles and nothing else; best
    /// first. `level` counts the detectors from 0.
    pub fn detect_at_level(&self, photo: &Pixels, level: usize) -> Result<Vec<Detection>, EngineError> {
        Ok(self.detectors[level].detect(photo, self.settings.candidate_score)?)
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
        let quality = Quality::measure(&landmarks, &chip);
        Ok(Some(Face {
            bounds: candidate.bounds,
            score: candidate.score,
            landmarks,
            sure: is_sure(candidate, &quality, &self.settings),
            framed: is_framed(&candidate.bounds, photo),
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
        /// What the inference library says.
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
