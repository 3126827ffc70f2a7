//! A close look: a photo enlarged beyond any detector's input, in tiles that overlap.
//!
//! It costs several passes, so it is taken on evidence only: [`MANY`] sure faces that are [`SMALL`] at the finest level mean that there are
//! smaller ones which nobody has seen.

use super::{Detector, mean_side};
use crate::network::NetworkError;
use crate::{Bounds, Detection, Pixels};

/// Mean side of a small face, in pixels of the finest level's input. The detector's least anchor is 51 px; below 14 it finds next to nothing.
const SMALL: f32 = 32.0;
/// How many small faces are evidence. Measured on crowds at half their size: with 4 all the photos are looked at closely in which that finds more than
/// a face or two (7 of 29), with 10 only 1.
const MANY: usize = 4;
/// What two tiles share, in pixels of a tile's input: the largest face that a close look is for. It is four times as large as a small one, as the close look
/// enlarges at most twice as much as the finest level, so larger faces have been found before.
const SHARED: f32 = 128.0;

/// Whether what was found says that there are smaller faces. `finest` is the side of the finest level's input, `sure` the score of a sure
/// face.
pub(super) fn is_called_for(found: &[Detection], photo: &Pixels, finest: u32, sure: f32) -> bool {
    let small = SMALL * photo.long_side() as f32 / finest as f32;
    found.iter().filter(|face| face.score >= sure && mean_side(&face.bounds) <= small).count() >= MANY
}

/// Looks at a photo as if the detector's input were `side` pixels: in tiles of its own input. Finds faces up to the size that
/// two tiles share, in pixels of the photo; one that lies in two tiles may be found twice.
pub(super) fn look(
    detector: &Detector,
    photo: &Pixels,
    side: u32,
    min_score: f32,
) -> Result<Vec<Detection>, NetworkError> {
    let scale = side as f32 / photo.long_side() as f32;
    let tile = ((detector.side() as f32 / scale).round() as u32).max(1);
    let shared = (SHARED / scale).round().min(tile as f32 - 1.0);
    let mut found = Vec::new();
    for part in tiles(photo, tile, shared as u32) {
        let seen = detector.detect_in(photo, &part, min_score)?;
        found.extend(seen.into_iter().filter(|face| mean_side(&face.bounds) <= shared && is_whole(face, &part, photo)));
    }
    Ok(found)
}

/// A rectangle of whole pixels of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Left edge.
    pub(crate) x: u32,
    /// Top edge.
    pub(crate) y: u32,
    /// To the right.
    pub(crate) width: u32,
    /// Down.
    pub(crate) height: u32,
}

impl Part {
    /// All of a photo.
    pub(crate) fn whole(photo: &Pixels) -> Self {
        Self { x: 0, y: 0, width: photo.width, height: photo.height }
    }
}

/// Square parts of `side` pixels that cover a photo, spread evenly, row by row; neighbours share at least `shared` pixels, fewer than
/// `side`. Where the photo is smaller than that, the parts are as small as it is.
fn tiles(photo: &Pixels, side: u32, shared: u32) -> Vec<Part> {
    let (width, height) = (side.min(photo.width), side.min(photo.height));
    let (columns, rows) = (starts(photo.width, side, shared), starts(photo.height, side, shared));
    rows.iter().flat_map(|y| columns.iter().map(move |x| Part { x: *x, y: *y, width, height })).collect()
}

/// Where pieces start that cover a length.
fn starts(length: u32, piece: u32, shared: u32) -> Vec<u32> {
    let rest = length.saturating_sub(piece);
    let steps = rest.div_ceil(piece - shared);
    let start = |step: u32| u64::from(rest) * u64::from(step) / u64::from(steps.max(1));
    (0..=steps).map(|step| start(step) as u32).collect()
}

/// Whether a box that was found in a part of a photo goes around all of a face: it does not touch a border behind which the photo
/// goes on. What one tile cuts through, its neighbour has whole, when it is no larger than what the two share.
fn is_whole(face: &Detection, part: &Part, photo: &Pixels) -> bool {
    let Bounds { x, y, width, height } = face.bounds;
    // A box that ends within a pixel of a border was cut there.
    let begins = |at: f32, start: u32| start == 0 || at >= start as f32 + 1.0;
    let ends = |at: f32, end: u32, last: u32| end == last || at <= end as f32 - 1.0;
    begins(x, part.x)
        && begins(y, part.y)
        && ends(x + width, part.x + part.width, photo.width)
        && ends(y + height, part.y + part.height, photo.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(width: u32, height: u32) -> Pixels {
        Pixels { width, height, rgb: vec![120; (width * height * 3) as usize] }
    }

    fn face(x: f32, y: f32, side: f32) -> Detection {
        Detection { bounds: Bounds { x, y, width: side, height: side }, score: 0.8 }
    }

    #[test]
    fn tiles_cover_a_photo_and_share_what_they_must() {
        for length in [1, 99, 100, 101, 130, 170, 171, 500, 6000, 100_003] {
            let starts = starts(length, 100, 30);
            assert_eq!(starts[0], 0);
            assert!(starts.windows(2).all(|pair| pair[1] > pair[0] && pair[1] - pair[0] <= 70), "{length}: {starts:?}");
            let last = starts[starts.len() - 1];
            assert_eq!(last, length.saturating_sub(100), "the last ends where the photo does");
        }
        let parts = tiles(&photo(170, 60), 100, 30);
        assert_eq!(parts, [0, 70].map(|x| Part { x, y: 0, width: 100, height: 60 }));
        assert_eq!(tiles(&photo(400, 300), 100, 30).len(), 6 * 4);
    }

    #[test]
    fn what_a_tile_cuts_is_another_tiles() {
        let photo = photo(400, 300);
        for x in 0..380 {
            for y in [0, 90, 170, 280] {
                let face = face(x as f32, y as f32, 20.0);
                let inside = |part: &&Part| {
                    let (right, bottom) = (part.x + part.width, part.y + part.height);
                    x >= part.x && y >= part.y && x + 20 <= right && y + 20 <= bottom
                };
                let parts = tiles(&photo, 100, 30);
                let whole = parts.iter().filter(inside).filter(|part| is_whole(&face, part, &photo)).count();
                assert!(whole > 0, "nobody has all of the face at {x}, {y}");
            }
        }
        let part = Part { x: 100, y: 0, width: 100, height: 100 };
        assert!(is_whole(&face(110.0, 0.0, 20.0), &part, &photo), "cut by the photo's own edge");
        assert!(!is_whole(&face(100.5, 40.0, 20.0), &part, &photo));
        assert!(!is_whole(&face(179.5, 40.0, 20.0), &part, &photo));
        assert!(!is_whole(&face(140.0, 80.0, 20.0), &part, &photo));
    }

    #[test]
    fn four_small_faces_call_for_a_close_look() {
        let photo = photo(2048, 1000);
        let called = |faces: &[Detection]| is_called_for(faces, &photo, 1024, 0.65);
        let small: Vec<Detection> = (0..4_u8).map(|at| face(f32::from(at) * 100.0, 0.0, 60.0)).collect();
        assert!(called(&small));
        assert!(!called(&small[1..]));
        assert!(!called(&[&small[1..], &[face(0.0, 0.0, 70.0)]].concat()), "one of them is not small");
        assert!(!called(&[&small[1..], &[Detection { score: 0.6, ..small[0] }]].concat()), "one of them is not sure");
    }
}
