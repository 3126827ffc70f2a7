//! A chosen picture may show a small face: the same detector looks at it in parts.

use faces::{Bounds, Pixels};

/// A part of a picture, and where it lies in the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tile {
    /// Its pixels.
    pub(crate) pixels: Pixels,
    /// Its left and top edge in the whole, in pixels.
    pub(crate) at: (u32, u32),
}

impl Tile {
    /// What is at `bounds` of this tile, as bounds of the whole picture.
    pub(crate) fn to_whole(&self, bounds: Bounds) -> Bounds {
        Bounds { x: bounds.x + self.at.0 as f32, y: bounds.y + self.at.1 as f32, ..bounds }
    }
}

/// The picture in three by three parts of half its sides. Neighbours share a half, so that any face up to a quarter
/// of the picture is whole in one of them; larger ones are found in the picture as a whole.
pub(crate) fn tiles(picture: &Pixels) -> impl Iterator<Item = Tile> + '_ {
    let (width, height) = (picture.width.div_ceil(2), picture.height.div_ceil(2));
    let starts = |whole: u32, part: u32| [0, (whole - part) / 2, whole - part];
    let rows = starts(picture.height, height);
    let columns = starts(picture.width, width);
    rows.into_iter().flat_map(move |top| {
        columns.into_iter().map(move |left| Tile { pixels: crop(picture, left, top, width, height), at: (left, top) })
    })
}

/// The square around something, `times` as large, moved inside the picture where it reaches out and cut where it is
/// larger than that.
pub(crate) fn around(picture: &Pixels, bounds: &Bounds, times: f32) -> Tile {
    let side = (bounds.width.max(bounds.height) * times).ceil().max(1.0) as u32;
    let [x, y] = bounds.center();
    let span = |middle: f32, whole: u32| {
        let length = side.min(whole);
        let start = (middle - length as f32 / 2.0).max(0.0) as u32;
        (start.min(whole - length), length)
    };
    let ((left, width), (top, height)) = (span(x, picture.width), span(y, picture.height));
    Tile { pixels: crop(picture, left, top, width, height), at: (left, top) }
}

fn crop(picture: &Pixels, left: u32, top: u32, width: u32, height: u32) -> Pixels {
    let mut rgb = Vec::with_capacity((width * height * 3) as usize);
    for y in top..top + height {
        let start = (y as usize * picture.width as usize + left as usize) * 3;
        rgb.extend_from_slice(&picture.rgb[start..start + width as usize * 3]);
    }
    Pixels { width, height, rgb }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_picture_and_know_where_they_are() {
        let rgb = (0..5 * 4).flat_map(|pixel| [pixel, 0, 0]).collect();
        let picture = Pixels { width: 5, height: 4, rgb };
        let tiles: Vec<_> = tiles(&picture).collect();
        assert_eq!(tiles.len(), 9);
        let last = &tiles[8];
        assert_eq!(last.at, (2, 2));
        assert_eq!((last.pixels.width, last.pixels.height), (3, 2));
        let reds: Vec<_> = last.pixels.rgb.iter().step_by(3).copied().collect();
        assert_eq!(reds, [12, 13, 14, 17, 18, 19]);
        let bounds = last.to_whole(Bounds { x: 1.0, y: 0.0, width: 1.0, height: 1.0 });
        assert!((bounds.x - 3.0).abs() < f32::EPSILON && (bounds.y - 2.0).abs() < f32::EPSILON);
    }

    #[test]
    fn what_is_around_stays_inside() {
        let picture = Pixels { width: 10, height: 6, rgb: vec![0; 180] };
        let near = |x, y, side| {
            let tile = around(&picture, &Bounds { x, y, width: side, height: side }, 2.0);
            (tile.at, tile.pixels.width, tile.pixels.height)
        };
        assert_eq!(near(4.0, 2.0, 2.0), ((3, 1), 4, 4));
        assert_eq!(near(-1.0, 5.0, 2.0), ((0, 2), 4, 4), "moved inside");
        assert_eq!(near(4.0, 2.0, 4.0), ((2, 0), 8, 6), "cut");
        assert_eq!(near(f32::NAN, 0.0, 1.0).1, 2, "nowhere is somewhere");
    }

    #[test]
    fn a_picture_of_one_pixel_has_tiles_too() {
        let picture = Pixels { width: 1, height: 1, rgb: vec![7, 8, 9] };
        assert!(tiles(&picture).all(|tile| tile.pixels == picture));
    }
}
