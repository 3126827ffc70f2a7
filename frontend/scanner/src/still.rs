//! A frame that counts, or a chosen picture: one face, good enough, or the reason why not.

use domain::guidance::Guidance;
use faces::{Demands, Detection, Engine, EngineError, Face, Pixels, guidance, subject, verdict};

use crate::tiles::{around, tiles};

/// Score from which something is the guest's face, 0 to 1: the engine's own bar for a face.
const MIN_SCORE: f32 = 0.5;
/// When every face of a chosen picture is lower than this share of it, it is looked at once more in parts: the guest
/// may be somebody who was too small to be found at once.
const SMALL: f32 = 0.12;
/// A face lower than this share of the picture has a coarse box: it is looked at once more, from nearby.
const COARSE: f32 = 0.35;
/// From nearby: a square so many times as large as the face.
const NEARBY: f32 = 3.0;
/// A face from nearby is the one that was meant when they share this much (intersection over union).
const SAME_FACE_IOU: f32 = 0.4;

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
    let face = closer(engine, frame, found[subject])?;
    let described = engine.describe(frame, &[face])?;
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

/// The same face with a finer box. The detector sees the whole frame in few pixels; a box of ten of them is a tenth
/// off, which moves the landmarks and with them the vector.
fn closer(engine: &Engine, frame: &Pixels, face: Detection) -> Result<Detection, EngineError> {
    if face.bounds.height >= COARSE * frame.width.min(frame.height) as f32 {
        return Ok(face);
    }
    let part = around(frame, &face.bounds, NEARBY);
    let again = faces(engine, &part.pixels)?;
    let candidates = again.into_iter().map(|near| Detection { bounds: part.to_whole(near.bounds), ..near });
    let same = candidates.filter(|near| near.bounds.iou(&face.bounds) > SAME_FACE_IOU);
    Ok(same.max_by(|a, b| a.score.total_cmp(&b.score)).unwrap_or(face))
}

fn faces(engine: &Engine, picture: &Pixels) -> Result<Vec<Detection>, EngineError> {
    let mut found = engine.detect(picture)?;
    found.retain(|face| face.score >= MIN_SCORE);
    Ok(found)
}
