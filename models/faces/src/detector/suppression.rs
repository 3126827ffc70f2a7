//! One box per face.

use crate::Detection;

/// Two boxes of different passes are one face from this overlap (intersection over union) on. Measured on the group photos: from 0.45 on no face is
/// lost behind another one's head (with 0.4 one of 18 is).
const MERGE_IOU: f32 = 0.5;
/// … or when this much of the smaller one lies in the larger one: the passes often disagree about how much forehead or hat
/// belongs to a face. With 0.75 there are 32 doubles in 36 photos, with 0.65 24, with 0.55 half-hidden faces are lost.
const MERGE_OVERLAP: f32 = 0.65;

/// Keeps the best of boxes that overlap by more than `iou`; best first. Greedy, as in face-api.
pub(crate) fn suppress(detections: Vec<Detection>, iou: f32) -> Vec<Detection> {
    keep_best(detections, |a, b| a.bounds.iou(&b.bounds) > iou)
}

/// Joins what the detector found at several input sizes: one box per face, best first.
pub(crate) fn merge(detections: Vec<Detection>) -> Vec<Detection> {
    keep_best(detections, |a, b| a.bounds.iou(&b.bounds) > MERGE_IOU || a.bounds.overlap(&b.bounds) > MERGE_OVERLAP)
}

fn keep_best(mut detections: Vec<Detection>, same: impl Fn(&Detection, &Detection) -> bool) -> Vec<Detection> {
    detections.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Detection> = Vec::new();
    for detection in detections {
        if !kept.iter().any(|better| same(better, &detection)) {
            kept.push(detection);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bounds;

    fn at(x: f32, size: f32, score: f32) -> Detection {
        Detection { bounds: Bounds { x, y: 0.0, width: size, height: size }, score }
    }

    #[test]
    fn the_best_of_overlapping_boxes_stays() {
        let kept = suppress(vec![at(0.0, 10.0, 0.6), at(1.0, 10.0, 0.9), at(20.0, 10.0, 0.7)], 0.5);
        assert_eq!(kept, [at(1.0, 10.0, 0.9), at(20.0, 10.0, 0.7)]);
    }

    #[test]
    fn neighbours_are_two_faces_and_a_box_in_a_box_is_one() {
        assert_eq!(merge(vec![at(0.0, 10.0, 0.9), at(7.0, 10.0, 0.8)]).len(), 2);
        assert_eq!(merge(vec![at(0.0, 10.0, 0.9), at(1.0, 5.0, 0.8)]).len(), 1);
    }
}
