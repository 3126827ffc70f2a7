//! Who a photo is about. When in doubt: private.

use domain::photo::PhotoKind;

use crate::quality::Quality;
use crate::{Detection, Face, Settings};

/// Decides who a photo is about, from its faces and from all else that looks like one.
///
/// Public are only *group*, two or more sure faces, and *scenery*, nothing that looks like a face even at a low score. *Individual* is one
/// sure face and nothing else. Everything else is *unsure* and stays private until a person decides.
pub fn classify(faces: &[Face], candidates: &[Detection]) -> PhotoKind {
    let sure = faces.iter().filter(|face| face.sure).count();
    match (sure, candidates.len().max(faces.len())) {
        (0, 0) => PhotoKind::Scenery,
        (1, 1) => PhotoKind::Individual,
        (2.., _) => PhotoKind::Group,
        _ => PhotoKind::Unsure,
    }
}

/// Whether a face counts when a photo's kind is decided.
pub(crate) fn is_sure(candidate: &Detection, quality: &Quality, settings: &Settings) -> bool {
    candidate.score >= settings.sure_score && quality.size_px >= settings.sure_size
}

#[cfg(test)]
mod tests {
    use domain::Embedding;

    use super::*;
    use crate::{Bounds, Patch};

    fn candidates(count: usize) -> Vec<Detection> {
        vec![Detection { bounds: Bounds { x: 0.0, y: 0.0, width: 9.0, height: 9.0 }, score: 0.3 }; count]
    }

    fn faces(sure: &[bool]) -> Vec<Face> {
        let landmarks = crate::shapes::LANDMARKS_112;
        let face = |sure: &bool| Face {
            bounds: candidates(1)[0].bounds,
            score: 0.9,
            landmarks,
            quality: Quality::measure(&landmarks, &Patch { side: 150, planes: vec![0.0; 3 * 150 * 150] }),
            sure: *sure,
            embedding: Embedding::from_raw([1.0; 128]).expect("a direction"),
        };
        sure.iter().map(face).collect()
    }

    #[test]
    fn only_two_sure_faces_or_no_candidate_at_all_are_public() {
        for (sure, others, kind) in [
            (&[][..], 0, PhotoKind::Scenery),
            (&[], 1, PhotoKind::Unsure),
            (&[true], 0, PhotoKind::Individual),
            (&[true], 1, PhotoKind::Unsure),
            (&[true, false], 0, PhotoKind::Unsure),
            (&[false], 0, PhotoKind::Unsure),
            (&[false, false, false], 0, PhotoKind::Unsure),
            (&[true, true], 0, PhotoKind::Group),
            (&[true, true, false], 4, PhotoKind::Group),
        ] {
            let found = candidates(sure.len() + others);
            assert_eq!(classify(&faces(sure), &found), kind, "{sure:?} and {others} other candidates");
        }
    }

    #[test]
    fn a_sure_face_scores_high_and_is_large_enough() {
        let settings = Settings::photo();
        let mut face = faces(&[true]).remove(0);
        let mut candidate = Detection { bounds: face.bounds, score: settings.sure_score };
        assert!(is_sure(&candidate, &face.quality, &settings));
        face.quality.size_px = settings.sure_size - 1.0;
        assert!(!is_sure(&candidate, &face.quality, &settings));
        face.quality.size_px = settings.sure_size;
        candidate.score -= 0.01;
        assert!(!is_sure(&candidate, &face.quality, &settings));
    }
}
