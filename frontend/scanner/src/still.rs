//! A frame that counts, or a chosen picture: one face, good enough, or the reason why not.

use domain::guidance::Guidance;
use faces::{Demands, Detection, Engine, EngineError, Face, Pixels, guidance, subject, verdict};

use crate::tiles::tiles;

/// Score from which something is the guest's face, 0 to 1: the engine's own bar for a face.
const MIN_SCORE: f32 = 0.5;
/// A face of a chosen picture that is lower than this share of it is looked for once more in parts: another may
/// be larger and not yet found, and a small box is a coarse one.
const SMALL: f32 = 0.12;

/// What became of a frame.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Still {
    /// The guest's face.
    Good(Box<Face>),
    /// Why it does not count.
    Not(Guidance),
}

/// Describes the face that a frame is about. `picture`: it was chosen, so the largest face counts, whoever else
/// is in it, and it is taken as it is as far as it can be recognised at all.
pub(crate) fn take(engine: &Engine, frame: &Pixels, picture: bool) -> Result<Still, EngineError> {
    let demands = if picture { Demands::picture() } else { Demands::camera() };
    let found = find(engine, frame, picture)?;
    match guidance(frame, &found, None, &demands) {
        Guidance::Good => {}
        advice => return Ok(Still::Not(advice)),
    }
    let Some(subject) = subject(&found) else { return Ok(Still::Not(Guidance::NoFace)) };
    let described = engine.describe(frame, &found[subject..=subject])?;
    let Some(face) = described.into_iter().next() else { return Ok(Still::Not(Guidance::NoFace)) };
    Ok(match verdict(&face.quality, &demands) {
        Guidance::Good => Still::Good(Box::new(face)),
        advice => Still::Not(advice),
    })
}

fn find(engine: &Engine, frame: &Pixels, picture: bool) -> Result<Vec<Detection>, EngineError> {
    let mut found = faces(engine, frame)?;
    let shorter = frame.width.min(frame.height) as f32;
    let small = |face: &Detection| face.bounds.height < SMALL * shorter;
    if picture && found.iter().all(small) {
        for tile in tiles(frame) {
            let inside = faces(engine, &tile.pixels)?;
            found.extend(inside.into_iter().map(|face| Detection { bounds: tile.to_whole(face.bounds), ..face }));
        }
    }
    Ok(found)
}

fn faces(engine: &Engine, picture: &Pixels) -> Result<Vec<Detection>, EngineError> {
    let mut found = engine.detect(picture)?;
    found.retain(|face| face.score >= MIN_SCORE);
    Ok(found)
}
