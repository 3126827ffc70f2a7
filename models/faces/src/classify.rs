//! Who a photo is about. When in doubt: private.

use domain::photo::PhotoKind;

use crate::quality::Quality;
use crate::{Bounds, Detection, Face, Pixels, Settings};

/// Two sure faces are a group when the smaller one is at least this share of the largest: somebody who passes behind a portrait
/// does not make it public.
const COMPARABLE: f32 = 0.6;
/// A face is well inside the picture with this share of its own size between it and every edge. Measured on 289 portraits with people in
/// the background: with it none is public, without it 2, and no family group is lost.
const FRAME: f32 = 0.3;
/// Of two people each has a side of the picture: this share of their own size is between the middle of the picture and the middle of their face. A
/// portrait has its subject in the middle, however large the head that leans in from the side.
const ASIDE: f32 = 0.25;

/// Decides who a photo is about, from its faces and from all else that looks like one.
///
/// Public are only *group* and *scenery*. A group is two people side by side, or more, who are sure faces of comparable size well inside the picture.
/// Scenery is nothing that looks like a face even at a low score. *Individual* is one sure face and nobody beside it. Everything else is *unsure*
/// and stays private until a person decides.
pub fn classify(faces: &[Face], candidates: &[Detection], settings: &Settings) -> PhotoKind {
    let sure: Vec<&Face> = faces.iter().filter(|face| face.sure).collect();
    let largest = sure.iter().map(|face| face.quality.size_px).fold(0.0, f32::max);
    let meant = |face: &&&Face| face.framed && face.quality.size_px >= largest * COMPARABLE;
    let meant: Vec<&Face> = sure.iter().filter(meant).copied().collect();
    let rivals = candidates.iter().filter(|found| found.score >= settings.rival_score).count();
    match (sure.len(), meant.as_slice()) {
        (0, _) if candidates.is_empty() && faces.is_empty() => PhotoKind::Scenery,
        (1, _) if rivals <= 1 && faces.len() == 1 => PhotoKind::Individual,
        (_, [one, other]) if are_a_pair(one, other) => PhotoKind::Group,
        (_, [_, _, _, ..]) => PhotoKind::Group,
        _ => PhotoKind::Unsure,
    }
}

/// Whether the middle of the picture is between two faces, beside or above each other.
fn are_a_pair(one: &Face, other: &Face) -> bool {
    (0..2).any(|axis| {
        let (a, b) = (one.aside[axis], other.aside[axis]);
        a.min(b) <= -ASIDE && a.max(b) >= ASIDE
    })
}

/// How far a face is from the middle of the picture, to the right and down, in widths and heights of the face.
pub(crate) fn aside(bounds: &Bounds, photo: &Pixels) -> [f32; 2] {
    let [x, y] = bounds.center();
    [(x - photo.width as f32 / 2.0) / bounds.width.max(1.0), (y - photo.height as f32 / 2.0) / bounds.height.max(1.0)]
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

    /// Faces side by side.
    fn faces(sure: &[bool]) -> Vec<Face> {
        let landmarks = crate::shapes::LANDMARKS_112;
        let middle = (sure.len() as f32 - 1.0) / 2.0;
        let face = |(place, sure): (usize, &bool)| Face {
            bounds: candidates(1)[0].bounds,
            score: 0.9,
            landmarks,
            quality: Quality::measure(0.9, &landmarks, &Patch { side: 150, planes: vec![0.0; 3 * 150 * 150] }),
            sure: *sure,
            framed: true,
            aside: [place as f32 - middle, 0.0],
            embedding: Embedding::from_raw([1.0; 128]).expect("a direction"),
        };
        sure.iter().enumerate().map(face).collect()
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
            (&[true, false, true], 4, PhotoKind::Group),
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
        two[1].quality.size_px = two[0].quality.size_px * 0.55;
        assert_eq!(classify(&two, &candidates(2), &Settings::photo()), PhotoKind::Unsure);
        two[1].quality.size_px = two[0].quality.size_px * 0.65;
        two[0].framed = false;
        assert_eq!(classify(&two, &candidates(2), &Settings::photo()), PhotoKind::Unsure);
        two[0].framed = true;
        assert_eq!(classify(&two, &candidates(2), &Settings::photo()), PhotoKind::Group);
    }

    #[test]
    fn who_leans_into_a_portrait_does_not_make_it_public() {
        let kind = |asides: [[f32; 2]; 2]| {
            let mut two = faces(&[true, true]);
            for (face, aside) in two.iter_mut().zip(asides) {
                face.aside = aside;
            }
            classify(&two, &candidates(2), &Settings::photo())
        };
        assert_eq!(kind([[-0.15, 0.0], [0.7, 0.2]]), PhotoKind::Unsure, "one of them is in the middle");
        assert_eq!(kind([[0.4, 0.0], [1.6, 0.2]]), PhotoKind::Unsure, "both are on one side");
        assert_eq!(kind([[0.6, 0.0], [-0.3, 0.2]]), PhotoKind::Group);
        assert_eq!(kind([[0.1, -0.6], [0.1, 0.5]]), PhotoKind::Group, "one above the other");
        let mut three = faces(&[true; 3]);
        three[1].aside = [0.0, 0.1];
        assert_eq!(classify(&three, &candidates(3), &Settings::photo()), PhotoKind::Group);
    }

    #[test]
    fn how_far_aside_a_face_is_counts_in_faces() {
        let photo = Pixels { width: 100, height: 60, rgb: vec![0; 18_000] };
        let [right, down] = aside(&Bounds { x: 60.0, y: 0.0, width: 20.0, height: 30.0 }, &photo);
        assert!((right - 1.0).abs() < 1e-6 && (down + 0.5).abs() < 1e-6);
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
