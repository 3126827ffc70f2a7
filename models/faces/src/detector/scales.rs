//! A photo looked at several times, in several sizes.

use super::{Detector, mean_side, merge, tiles};
use crate::network::{Network, NetworkError};
use crate::{Detection, Pixels};

/// Side of the detector's input up to which a level is there for close-ups: small faces are a blur in it, and its boxes around
/// them too wide to be joined with those of a finer level.
const COARSE: u32 = 256;
/// The least side of a face at a coarse level, as a share of the photo's long side. Measured on the family groups: without it one false face a
/// photo, from 0.15 on none; 0.25 also drops the crowds' last one.
const COARSE_SHARE: f32 = 0.2;
/// The least side of a face at every other level but the finest, in pixels of its input. Smaller boxes are on a collar or a hat where the face is
/// beside. Measured on the crowds: without it 2.7 false a photo, from 10 px on 2.1, from 14 on 1.5, and as many faces found; from 18 on
/// family groups lose faces.
const FLOOR: f32 = 14.0;

/// The detector at every size, and how closely it looks.
pub(crate) struct Scales {
    detectors: Vec<Detector>,
    close_look: Option<u32>,
}

impl Scales {
    /// Detectors by the side of their input, and the side of one more level that is looked at in tiles; none: never.
    pub(crate) fn new(networks: Vec<(u32, Box<dyn Network>)>, close_look: Option<u32>) -> Self {
        let mut scales = Self { detectors: Vec::new(), close_look };
        scales.add(networks);
        scales
    }

    /// More detectors by the side of their input.
    pub(crate) fn add(&mut self, networks: Vec<(u32, Box<dyn Network>)>) {
        self.detectors.extend(networks.into_iter().map(|(side, network)| Detector::new(network, side)));
    }

    /// Whether there is no detector.
    pub(crate) fn is_empty(&self) -> bool {
        self.detectors.is_empty()
    }

    /// The detector at one level, counted from 0.
    pub(crate) fn level(&self, level: usize) -> &Detector {
        &self.detectors[level]
    }

    /// All that looks like a face at `min_score` or more, found at every level, without doubles, best first. `sure` is the score of a sure face.
    ///
    /// A level that would enlarge the photo more than twice is left out: it costs most and shows nothing new. The smallest
    /// level always looks. A level says nothing of faces too small for it when a finer one looks, too.
    pub(crate) fn detect(&self, photo: &Pixels, min_score: f32, sure: f32) -> Result<Vec<Detection>, NetworkError> {
        let long = photo.long_side();
        let sides = || self.detectors.iter().map(Detector::side);
        let (smallest, finest) = (sides().min().unwrap_or(0), sides().max().unwrap_or(0));
        let enlarges_little = |side: u32| side <= long.saturating_mul(2);
        let mut found = Vec::new();
        for detector in self.detectors.iter().filter(|d| d.side() == smallest || enlarges_little(d.side())) {
            let mut seen = detector.detect(photo, min_score)?;
            if detector.side() < finest {
                let floor = floor(detector.side()) * long as f32;
                seen.retain(|detection| mean_side(&detection.bounds) >= floor);
            }
            found.extend(seen);
        }
        if let Some((detector, side)) = self.for_tiles().filter(|(_, side)| enlarges_little(*side))
            && tiles::is_called_for(&merge(found.clone()), photo, finest, sure)
        {
            found.extend(tiles::look(detector, photo, side, min_score)?);
        }
        Ok(merge(found))
    }

    /// Who looks at tiles, and the side of the whole: the smallest detector that is there for small faces.
    fn for_tiles(&self) -> Option<(&Detector, u32)> {
        let detector = self.detectors.iter().filter(|d| d.side() > COARSE).min_by_key(|d| d.side())?;
        Some((detector, self.close_look?))
    }
}

/// The least side of a face at a level, as a share of the photo's long side.
fn floor(side: u32) -> f32 {
    if side <= COARSE { COARSE_SHARE } else { FLOOR / side as f32 }
}

#[cfg(test)]
mod tests;
