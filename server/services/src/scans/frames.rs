//! Whether what a phone sent is a scan: the right shape, one face, not one picture copied.

use domain::scan::{AGREE_COSINE, COPY_COSINE, FRAMES};
use domain::{Embedding, Problem, ProblemCode};
use faces::Probe;

/// Checks the frames and makes the probe of them.
///
/// Errors: `invalid_frames`, `frames_disagree`, `frames_repeat`.
pub(super) fn probe(frames: &[Vec<f32>]) -> Result<Probe, Problem> {
    if !(usize::from(FRAMES.min)..=usize::from(FRAMES.max)).contains(&frames.len()) {
        let detail = format!("A scan has {} to {} frames, not {}.", FRAMES.min, FRAMES.max, frames.len());
        return Err(Problem::new(ProblemCode::InvalidFrames).with_detail(detail));
    }
    let embeddings = frames.iter().map(|frame| Embedding::try_from_unit(frame)).collect::<Result<Vec<_>, _>>();
    let embeddings =
        embeddings.map_err(|error| Problem::new(ProblemCode::InvalidFrames).with_detail(format!("{error}.")))?;
    for (at, one) in embeddings.iter().enumerate() {
        for other in &embeddings[at + 1..] {
            match one.cosine(other) {
                cosine if cosine > COPY_COSINE => return Err(ProblemCode::FramesRepeat.into()),
                cosine if cosine < AGREE_COSINE => return Err(ProblemCode::FramesDisagree.into()),
                _ => {}
            }
        }
    }
    let embedding = Embedding::mean(&embeddings).map_err(|_| ProblemCode::FramesDisagree)?;
    Ok(Probe { embedding, frames: embeddings.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A unit vector at this angle (radians) from the first axis.
    fn at(angle: f32) -> Vec<f32> {
        let mut frame = vec![0.0; 128];
        (frame[0], frame[1]) = (angle.cos(), angle.sin());
        frame
    }

    fn code(frames: &[Vec<f32>]) -> ProblemCode {
        probe(frames).expect_err("refused").code
    }

    #[test]
    fn three_looks_at_one_face_are_a_scan() {
        let probe = probe(&[at(0.0), at(0.1), at(0.2)]).expect("a scan");
        assert_eq!(probe.frames, 3);
        assert!((probe.embedding.as_slice()[1] - 0.1_f32.sin()).abs() < 1e-4, "the middle");
    }

    #[test]
    fn what_is_not_a_scan_is_refused_by_its_reason() {
        assert_eq!(code(&[]), ProblemCode::InvalidFrames);
        assert_eq!(code(&vec![at(0.0); 6]), ProblemCode::InvalidFrames);
        assert_eq!(code(&[vec![1.0; 127]]), ProblemCode::InvalidFrames);
        assert_eq!(code(&[vec![f32::NAN; 128]]), ProblemCode::InvalidFrames);
        assert_eq!(code(&[vec![f32::INFINITY; 128]]), ProblemCode::InvalidFrames);
        assert_eq!(code(&[vec![1.0; 128]]), ProblemCode::InvalidFrames, "length 11.3");
        assert_eq!(code(&[at(0.0), at(0.0)]), ProblemCode::FramesRepeat);
        assert_eq!(code(&[at(0.0), at(1.0)]), ProblemCode::FramesDisagree);
    }
}
