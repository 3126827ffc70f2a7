//! How well a face can be recognised.

use crate::embedder::{CHIP_SIDE, mean_square, to_chip};
use crate::landmarks::Landmarks;
use crate::pixels::Patch;

/// What a face's picture is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Side of the mean face's square in pixels of the photo: from brow end to brow end, and from the brows to the lower lip.
    pub size_px: f32,
    /// Fine detail, 0 (none) to 1 (crisp).
    pub sharpness: f32,
    /// Mean brightness of the face, 0 (black) to 1 (white).
    pub brightness: f32,
    /// Turned to a side, in degrees, about: negative when the nose points to the left of the picture, 0 when it points at the camera.
    pub yaw: f32,
    /// Nodding, in degrees, about: negative when the face looks up.
    pub pitch: f32,
    /// Tilted to a shoulder, in degrees, clockwise as seen in the picture.
    pub roll: f32,
    /// All of it, and how surely it is a face, in one number: 0 (useless) to 1 (a passport photo).
    pub overall: f32,
}

impl Quality {
    /// Measures a face by the detector's score, its landmarks and its aligned chip.
    pub(crate) fn measure(score: f32, landmarks: &Landmarks, chip: &Patch) -> Self {
        let Some(transform) = to_chip(landmarks) else { return Self::NONE };
        let aligned = landmarks.map(|point| transform.apply(point));
        let luma = chip.luma();
        let mut quality = Self {
            size_px: mean_square() / transform.scale(),
            sharpness: sharpness(&luma),
            brightness: brightness(&luma),
            yaw: yaw(&aligned),
            pitch: pitch(&aligned),
            // The transform turns the face upright; the face itself is turned the other way.
            roll: -transform.degrees(),
            overall: 0.0,
        };
        quality.overall = quality.summary() * surely(score);
        quality
    }

    /// Yaw and pitch in degrees, about, from landmarks alone.
    pub(crate) fn turn(landmarks: &Landmarks) -> [f32; 2] {
        let Some(transform) = to_chip(landmarks) else { return [0.0; 2] };
        let aligned = landmarks.map(|point| transform.apply(point));
        [yaw(&aligned), pitch(&aligned)]
    }

    /// Of landmarks that are no face.
    const NONE: Self =
        Self { size_px: 0.0, sharpness: 0.0, brightness: 0.0, yaw: 0.0, pitch: 0.0, roll: 0.0, overall: 0.0 };

    /// The product of what each defect leaves. The knees are where recognition starts to suffer: 48 px (see the table of small faces in
    /// the crate's README), a quarter turn to the side, a face nearly black or nearly white.
    fn summary(&self) -> f32 {
        let size = (self.size_px / 48.0).clamp(0.0, 1.0);
        let turned = (1.0 - (self.yaw.hypot(self.pitch) - 15.0).max(0.0) / 60.0).clamp(0.0, 1.0);
        let light =
            ((self.brightness - 0.05) / 0.15).clamp(0.0, 1.0) * ((0.97 - self.brightness) / 0.12).clamp(0.0, 1.0);
        size * turned * light * (0.25 + 0.75 * self.sharpness)
    }
}

/// What the detector's score leaves of a face's quality: all from 0.8 on, as clear faces have it, and a third at 0.4, where hidden ones begin.
fn surely(score: f32) -> f32 {
    ((score - 0.2) / 0.6).clamp(0.0, 1.0)
}

/// The part of a chip where every face has skin: the middle half.
const INNER: std::ops::Range<usize> = CHIP_SIDE / 4..CHIP_SIDE - CHIP_SIDE / 4;
/// The detail (see [`sharpness`]) of a face at which half the scale is reached. Measured: crisp chips of the demo photos lie between 0.1 and 0.4,
/// the same chips blurred by 3 px below 0.03.
const HALF_SHARP: f32 = 0.06;

/// Mean brightness of the face's middle, 0 to 1.
fn brightness(luma: &[f32]) -> f32 {
    let inner = INNER.flat_map(|y| luma[y * CHIP_SIDE..][INNER].iter());
    inner.sum::<f32>() / (INNER.len() * INNER.len()) as f32 / 255.0
}

/// How much of a face's contrast is fine detail: the energy of the Laplacian over the variance, pressed into 0 to 1. The ratio
/// makes dim and bright faces alike.
fn sharpness(luma: &[f32]) -> f32 {
    let at = |x: usize, y: usize| luma[y * CHIP_SIDE + x];
    let (mut sum, mut squares, mut edges) = (0.0, 0.0, 0.0);
    for y in INNER {
        for x in INNER {
            let value = at(x, y);
            let edge = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4.0 * value;
            sum += value;
            squares += value * value;
            edges += edge * edge;
        }
    }
    let count = (INNER.len() * INNER.len()) as f32;
    let variance = squares / count - (sum / count).powi(2);
    // 4 is the noise of an 8-bit camera: a flat grey patch is not crisp.
    let detail = edges / count / (variance + 4.0);
    detail / (detail + HALF_SHARP)
}

/// Degrees to the side, from the nose tip between the outer eye corners. A nose tip is about as far in front of the eye corners as they are
/// from the middle, so the ratio is the tangent.
fn yaw(aligned: &Landmarks) -> f32 {
    let (right_eye, left_eye, nose) = (aligned[36][0], aligned[45][0], aligned[30][0]);
    let half = ((left_eye - right_eye) / 2.0).max(1.0);
    ((nose - f32::midpoint(left_eye, right_eye)) / half).atan().to_degrees()
}

/// How far down from the eyes to the mouth the nose tip is in a face that looks straight ahead: the median of the landmark network's
/// answers over 1,549 portraits.
const LEVEL_NOSE: f32 = 0.55;

/// Degrees of nodding, from the nose tip's height between eyes and mouth.
fn pitch(aligned: &Landmarks) -> f32 {
    let eyes = [36, 39, 42, 45].iter().map(|eye| aligned[*eye][1]).sum::<f32>() / 4.0;
    let mouth = f32::midpoint(aligned[48][1], aligned[54][1]);
    let share = (aligned[30][1] - eyes) / (mouth - eyes).max(1.0);
    ((share - LEVEL_NOSE) * 2.0).atan().to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::LANDMARKS_112;

    /// A face of stripes that are `period` pixels wide.
    fn striped(period: usize, dark: f32, light: f32) -> Patch {
        let mut chip = Patch::black(CHIP_SIDE);
        for y in 0..CHIP_SIDE {
            for x in 0..CHIP_SIDE {
                chip.set(x, y, [if (x / period).is_multiple_of(2) { dark } else { light }; 3]);
            }
        }
        chip
    }

    #[test]
    fn a_face_is_measured_in_pixels_of_the_photo() {
        let chip = striped(8, 80.0, 160.0);
        let small = Quality::measure(0.9, &LANDMARKS_112, &chip);
        let large = Quality::measure(0.9, &LANDMARKS_112.map(|point| point.map(|v| v * 3.0 + 9.0)), &chip);
        assert!((large.size_px / small.size_px - 3.0).abs() < 0.01);
        assert!((70.0..100.0).contains(&small.size_px), "{}", small.size_px);
        assert!(small.yaw.abs() < 6.0 && small.pitch.abs() < 15.0 && small.roll.abs() < 3.0, "{small:?}");
        assert!((small.brightness - 120.0 / 255.0).abs() < 0.03);
    }

    #[test]
    fn turns_and_tilts_have_a_direction() {
        let chip = striped(8, 80.0, 160.0);
        let mut turned = LANDMARKS_112;
        for nose in &mut turned[28..=35] {
            nose[0] += 15.0;
        }
        assert!(Quality::measure(0.9, &turned, &chip).yaw > 15.0);
        let (sin, cos) = 20.0_f32.to_radians().sin_cos();
        let tilted = LANDMARKS_112.map(|[x, y]| [x * cos - y * sin, x * sin + y * cos]);
        let straight = Quality::measure(0.9, &LANDMARKS_112, &chip).roll;
        assert!((Quality::measure(0.9, &tilted, &chip).roll - straight - 20.0).abs() < 0.1);
    }

    #[test]
    fn wide_stripes_are_less_sharp_and_a_dark_face_is_worth_less() {
        let of = |chip| Quality::measure(0.9, &LANDMARKS_112, &chip);
        assert!(of(striped(2, 80.0, 160.0)).sharpness > of(striped(20, 80.0, 160.0)).sharpness);
        assert!(of(striped(8, 80.0, 160.0)).overall > of(striped(8, 4.0, 8.0)).overall);
        assert!(of(Patch::black(CHIP_SIDE)).overall.abs() < 1e-6);
    }

    #[test]
    fn what_may_be_no_face_is_worth_less() {
        let of = |score| Quality::measure(score, &LANDMARKS_112, &striped(2, 80.0, 160.0)).overall;
        assert!((of(0.4) / of(0.9) - 1.0 / 3.0).abs() < 1e-3);
        assert!((of(0.8) - of(0.99)).abs() < 1e-6 && of(0.1).abs() < 1e-6);
    }
}
