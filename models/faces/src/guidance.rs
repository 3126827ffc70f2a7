//! What to tell a guest who looks into the camera.

use domain::guidance::Guidance;

use crate::quality::Quality;
use crate::{Bounds, Detection, Landmarks, Pixels};

/// How much a frame has to be worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demands {
    /// Least height of the face, as a share of the frame's shorter side.
    pub min_height: f32,
    /// Most height of the face, as a share of the frame's shorter side.
    pub max_height: f32,
    /// Least height of the face in pixels.
    pub min_pixels: f32,
    /// Least mean brightness of the face, 0 to 1.
    pub min_brightness: f32,
    /// Most mean brightness of the face, 0 to 1.
    pub max_brightness: f32,
    /// Most turn to a side and most nod, in degrees.
    pub max_turn: f32,
    /// Least [`Quality::sharpness`].
    pub min_sharpness: f32,
    /// Whether a second face is an obstacle.
    pub alone: bool,
}

impl Demands {
    /// For the camera: the guest can do better when told how.
    pub fn camera() -> Self {
        Self {
            min_height: 0.22,
            max_height: 0.95,
            min_pixels: 80.0,
            min_brightness: 0.14,
            max_brightness: 0.92,
            max_turn: 30.0,
            min_sharpness: 0.25,
            alone: true,
        }
    }

    /// For a chosen picture: it is as it is, and the largest face counts.
    pub fn picture() -> Self {
        Self {
            min_height: 0.0,
            max_height: f32::INFINITY,
            min_pixels: 32.0,
            min_brightness: 0.06,
            max_brightness: 0.97,
            max_turn: 50.0,
            min_sharpness: 0.05,
            alone: false,
        }
    }
}

/// The face that a scan is about: the largest. The others are bystanders.
pub fn subject(faces: &[Detection]) -> Option<usize> {
    let largest = faces.iter().enumerate().max_by(|a, b| a.1.bounds.area().total_cmp(&b.1.bounds.area()));
    largest.map(|(index, _)| index)
}

/// Advice from what the preview sees in a frame: how many faces, how large, how bright, and, when landmarks are
/// at hand, which way the face looks. Takes well under a millisecond.
pub fn guidance(frame: &Pixels, faces: &[Detection], landmarks: Option<&Landmarks>, demands: &Demands) -> Guidance {
    let Some(face) = subject(faces).map(|index| &faces[index]) else {
        // A face in the dark is not found at all.
        let whole = Bounds { x: 0.0, y: 0.0, width: frame.width as f32, height: frame.height as f32 };
        let dark = mean_brightness(frame, &whole).is_some_and(|brightness| brightness < demands.min_brightness);
        return if dark { Guidance::TooDark } else { Guidance::NoFace };
    };
    if demands.alone && bystanders(faces, face) > 0 {
        return Guidance::SeveralFaces;
    }
    let shorter = frame.width.min(frame.height) as f32;
    let share = face.bounds.height / shorter;
    let turned = landmarks.map(Quality::turn);
    match mean_brightness(frame, &face.bounds) {
        _ if share < demands.min_height || face.bounds.height < demands.min_pixels => Guidance::TooFar,
        _ if share > demands.max_height => Guidance::TooClose,
        Some(brightness) if brightness < demands.min_brightness => Guidance::TooDark,
        Some(brightness) if brightness > demands.max_brightness => Guidance::TooBright,
        _ if turned.is_some_and(|[yaw, pitch]| yaw.abs().max(pitch.abs()) > demands.max_turn) => Guidance::TurnedAway,
        _ => Guidance::Good,
    }
}

/// Whether a face that was described is good enough to be sent, or what is wrong with it.
pub fn verdict(quality: &Quality, demands: &Demands) -> Guidance {
    if quality.brightness < demands.min_brightness {
        Guidance::TooDark
    } else if quality.brightness > demands.max_brightness {
        Guidance::TooBright
    } else if quality.yaw.abs().max(quality.pitch.abs()) > demands.max_turn {
        Guidance::TurnedAway
    } else if quality.sharpness < demands.min_sharpness {
        Guidance::HoldStill
    } else {
        Guidance::Good
    }
}

/// How many other faces are large enough to be meant as well: half as high as the subject.
fn bystanders(faces: &[Detection], subject: &Detection) -> usize {
    faces.iter().filter(|face| *face != subject && face.bounds.height > subject.bounds.height / 2.0).count()
}

/// Mean brightness of the middle of a part of the picture, 0 to 1, from a grid of about 16 × 16 places.
fn mean_brightness(frame: &Pixels, part: &Bounds) -> Option<f32> {
    let (left, top, width, height) = frame.clip(part)?;
    let places = |start: u32, length: u32| {
        (start + length / 4..start + length - length / 4).step_by((length as usize / 32).max(1))
    };
    let (mut sum, mut count) = (0.0_f32, 0.0_f32);
    for y in places(top, height) {
        for x in places(left, width) {
            let [red, green, blue] = frame.at(x, y).map(f32::from);
            sum += 0.299 * red + 0.587 * green + 0.114 * blue;
            count += 1.0;
        }
    }
    (count > 0.0).then(|| sum / count / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::LANDMARKS_112;

    fn frame(value: u8) -> Pixels {
        Pixels { width: 640, height: 480, rgb: vec![value; 640 * 480 * 3] }
    }

    fn face(x: f32, side: f32) -> Detection {
        Detection { bounds: Bounds { x, y: 100.0, width: side, height: side }, score: 0.9 }
    }

    #[test]
    fn each_obstacle_has_its_advice() {
        let camera = Demands::camera();
        let of = |value: u8, faces: &[Detection]| guidance(&frame(value), faces, None, &camera);
        assert_eq!(of(120, &[]), Guidance::NoFace);
        assert_eq!(of(120, &[face(50.0, 200.0), face(350.0, 180.0)]), Guidance::SeveralFaces);
        assert_eq!(of(120, &[face(50.0, 200.0), face(350.0, 60.0)]), Guidance::Good, "somebody far behind");
        assert_eq!(of(120, &[face(50.0, 60.0)]), Guidance::TooFar);
        assert_eq!(of(120, &[face(0.0, 470.0)]), Guidance::TooClose);
        assert_eq!(of(10, &[face(50.0, 200.0)]), Guidance::TooDark);
        assert_eq!(of(250, &[face(50.0, 200.0)]), Guidance::TooBright);
        assert_eq!(of(120, &[face(50.0, 200.0)]), Guidance::Good);
    }

    #[test]
    fn a_face_turned_away_is_told_so() {
        let mut turned = LANDMARKS_112;
        for nose in &mut turned[27..=35] {
            nose[0] += 35.0;
        }
        let of = |landmarks| guidance(&frame(120), &[face(50.0, 200.0)], Some(landmarks), &Demands::camera());
        assert_eq!(of(&turned), Guidance::TurnedAway);
        assert_eq!(of(&LANDMARKS_112), Guidance::Good);
    }

    #[test]
    fn a_chosen_picture_may_show_others() {
        let faces = [face(350.0, 100.0), face(50.0, 200.0)];
        assert_eq!(subject(&faces), Some(1));
        assert_eq!(guidance(&frame(120), &faces, None, &Demands::picture()), Guidance::Good);
    }

    #[test]
    fn a_blurred_frame_is_told_to_hold_still() {
        let good =
            Quality { size_px: 100.0, sharpness: 0.6, brightness: 0.5, yaw: 3.0, pitch: 2.0, roll: 0.0, overall: 0.8 };
        let of = |quality: &Quality| verdict(quality, &Demands::camera());
        assert_eq!(of(&good), Guidance::Good);
        assert_eq!(of(&Quality { sharpness: 0.02, ..good }), Guidance::HoldStill);
        assert_eq!(of(&Quality { yaw: -50.0, ..good }), Guidance::TurnedAway);
        assert_eq!(of(&Quality { brightness: 0.02, ..good }), Guidance::TooDark);
        assert_eq!(of(&Quality { brightness: 0.99, ..good }), Guidance::TooBright);
    }
}
