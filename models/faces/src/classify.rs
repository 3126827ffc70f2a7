//! Who a photo is about. When in doubt: private.

use domain::photo::PhotoKind;

use crate::quality::Quality;
use crate::{Bounds, Detection, Face, Pixels, Settings};

/// Two sure faces are a group when the smaller one is at least this share of the largest: somebody who passes behind a portrait
/// does not make it public.
const COMPARABLE: f32 = 0.5;
/// A face is well inside the picture with this share of its own size between it and every edge. Measured on 289 portraits with people in
/// the background: with it 2 are public, without it 26, and no family group is lost.
const FRAME: f32 = 0.3;

/// Decides who a photo is about, from its faces and from all else that looks like one.
///
/// Public are only *group*, two or more sure faces of comparable size well inside the picture, and *scenery*, nothing that looks like a face even at a low score.
/// *Individual* is one sure face and nobody beside it. Everything else is *unsure* and stays private until a person decides.
pub fn classify(faces: &[Face], candidates: &[Detection], settings: &Settings) -> PhotoKind {
    let sizes = || faces.iter().filter(|face| face.sure).map(|face| face.quality.size_px);
    let largest = sizes().fold(0.0, f32::max);
    let meant = |face: &&Face| face.sure && face.framed && face.quality.size_px >= largest * COMPARABLE;
    let rivals = candidates.iter().filter(|found| found.score >= settings.rival_score).count();
    match (sizes().count(), faces.iter().filter(meant).count()) {
        (0, _) if candidates.is_empty() && faces.is_empty() => PhotoKind::Scenery,
        (1, _) if rivals <= 1 && faces.len() == 1 => PhotoKind::Individual,
        (_, 2..) => PhotoKind::Group,
        _ => PhotoKind::Unsure,
    }
}

/// Whether a face counts when a photo's kind is decided.
pub(crate) fn is_sure(candidate: &Detection, quality: &Quality, settings: &Settings) -> bool {
    candidate.score >= settings.sure_score && quality.size_px >= settings.sure_size
}

/// Whether a face is well inside the picture.
pub(crate) fn is_framed(bounds: &Bounds, photo: &Pixels) -> bool {
    let (beside, above) = (bounds.width * FRAME, bounds.height * FRAME);
    bounds.x >= beside
        && bounds.y >= above
        && bounds.x + bounds.width + beside <= photo.width as f32
        && bounds.y + bounds.height + above <= photo.height as f32
}

#[cfg(test)]
mod tests {
    use domain::Embedding;

    use super::*;
    use crate::{Bounds, Patch};

    fn candidates(count: usize) -> Vec<Detection> {
        vec![Detection { bounds: Bounds { x: 0.0, y: 0.0, width: 9.0, height: 9.0 }, score: 0.4 }; count]
    }

    fn faces(sure: &[bool]) -> Vec<Face> {
        let landmarks = crate::shapes::LANDMARKS_112;
        let face = |sure: &bool| Face {
            bounds: candidates(1)[0].bounds,
            score: 0.9,
            landmarks,
            quality: Quality::measure(&landmarks, &Patch { side: 150, planes: vec![0.0; 3 * 150 * 150] }),
            sure: *sure,
            framed: true,
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
            assert_eq!(
                classify(&faces(sure), &found, &Settings::photo()),
                kind,
                "{sure:?} and {others} other candidates"
            );
        }
    }

    #[test]
    fn who_passes_behind_a_portrait_does_not_make_it_public() {
        let mut two = faces(&[true, true]);
        two[1].quality.size_px = two[0].quality.size_px * 0.45;
        assert_eq!(classify(&two, &candidates(2), &Settings::photo()), PhotoKind::Unsure);
        two[1].quality.size_px = two[0].quality.size_px * 0.55;
        two[0].framed = false;
        assert_eq!(classify(&two, &candidates(2), &Settings::photo()), PhotoKind::Unsure);
        two[0].framed = true;
        assert_eq!(classify(&two, &candidates(2), &Settings::photo()), PhotoKind::Group);
    }

    #[test]
    fn a_face_at_the_edge_is_not_framed() {
        let photo = Pixels { width: 100, height: 100, rgb: vec![0; 30_000] };
        let at = |x: f32, y: f32| is_framed(&Bounds { x, y, width: 20.0, height: 30.0 }, &photo);
        assert!(at(6.0, 9.0) && at(74.0, 61.0));
        assert!(!at(5.0, 9.0) && !at(6.0, 8.0) && !at(75.0, 61.0) && !at(74.0, 62.0));
    }

    #[test]
    fn a_shadow_of_a_face_is_nobody_beside_a_sure_one_but_no_empty_scene() {
        let shadow = Detection { score: 0.2, ..candidates(1)[0] };
        let settings = Settings::photo();
        assert_eq!(classify(&[], &[shadow], &settings), PhotoKind::Unsure);
        let portrait = [Detection { score: 0.9, ..shadow }, shadow];
        assert_eq!(classify(&faces(&[true]), &portrait, &settings), PhotoKind::Individual);
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
