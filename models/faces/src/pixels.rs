//! A photo in memory, and the parts of one that the networks look at.

use crate::Bounds;

/// A photo: upright, 8-bit RGB, row by row from the top left, no padding between rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// `width × height × 3` bytes.
    pub rgb: Vec<u8>,
}

/// Why bytes are not a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{bytes} bytes are not a picture of {width} × {height} pixels with {channels} channels")]
pub struct NotAPicture {
    width: u32,
    height: u32,
    channels: usize,
    bytes: usize,
}

impl Pixels {
    /// Takes RGB bytes. Fails when their number is not `width × height × 3`, or a side is 0.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self, NotAPicture> {
        check(width, height, 3, rgb.len())?;
        Ok(Self { width, height, rgb })
    }

    /// Takes RGBA bytes, as a browser's canvas gives them; the fourth channel is dropped.
    pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Self, NotAPicture> {
        check(width, height, 4, rgba.len())?;
        let (pixels, _) = rgba.as_chunks::<4>();
        Ok(Self { width, height, rgb: pixels.iter().flat_map(|p| [p[0], p[1], p[2]]).collect() })
    }

    /// The longer of width and height.
    pub(crate) fn long_side(&self) -> u32 {
        self.width.max(self.height)
    }

    /// The colour at a place inside the picture.
    pub(crate) fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let start = (y as usize * self.width as usize + x as usize) * 3;
        [self.rgb[start], self.rgb[start + 1], self.rgb[start + 2]]
    }

    /// The whole pixels inside `bounds`, at least one: `(x, y, width, height)`. Outside the picture there is nothing
    /// to see, so `None` when the two do not touch.
    pub(crate) fn clip(&self, bounds: &Bounds) -> Option<(u32, u32, u32, u32)> {
        if ![bounds.x, bounds.y, bounds.width, bounds.height].iter().all(|value| value.is_finite()) {
            return None;
        }
        let left = bounds.x.floor().max(0.0);
        let top = bounds.y.floor().max(0.0);
        let right = (bounds.x + bounds.width).floor().min(self.width as f32);
        let bottom = (bounds.y + bounds.height).floor().min(self.height as f32);
        let touches = right >= left + 1.0 && bottom >= top + 1.0;
        touches.then_some((left as u32, top as u32, (right - left) as u32, (bottom - top) as u32))
    }
}

fn check(width: u32, height: u32, channels: usize, bytes: usize) -> Result<(), NotAPicture> {
    let wanted = (width as usize).checked_mul(height as usize).and_then(|n| n.checked_mul(channels));
    if width == 0 || height == 0 || wanted != Some(bytes) {
        return Err(NotAPicture { width, height, channels, bytes });
    }
    Ok(())
}

/// A square colour picture as a network takes it: planar RGB, 0 to 255, `3 × side × side` numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// Pixels across and down.
    pub side: usize,
    /// The red plane, then green, then blue; each row by row.
    pub planes: Vec<f32>,
}

impl Patch {
    /// A black patch.
    pub(crate) fn black(side: usize) -> Self {
        Self { side, planes: vec![0.0; 3 * side * side] }
    }

    /// Writes one pixel.
    pub(crate) fn set(&mut self, x: usize, y: usize, rgb: [f32; 3]) {
        let area = self.side * self.side;
        for (channel, value) in rgb.into_iter().enumerate() {
            self.planes[channel * area + y * self.side + x] = value;
        }
    }

    /// The same patch seen in a mirror: left and right exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mut planes = self.planes.clone();
        for row in planes.chunks_exact_mut(self.side) {
            row.reverse();
        }
        Self { side: self.side, planes }
    }

    /// Brightness (ITU-R BT.601 luma), 0 to 255, row by row: `side × side` numbers.
    pub(crate) fn luma(&self) -> Vec<f32> {
        let area = self.side * self.side;
        let (red, rest) = self.planes.split_at(area);
        let (green, blue) = rest.split_at(area);
        red.iter().zip(green).zip(blue).map(|((r, g), b)| 0.299 * r + 0.587 * g + 0.114 * b).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_picture_are_refused() {
        assert!(Pixels::from_rgb(2, 2, vec![0; 12]).is_ok());
        assert!(Pixels::from_rgb(2, 2, vec![0; 11]).is_err());
        assert!(Pixels::from_rgb(0, 2, vec![]).is_err());
        assert!(Pixels::from_rgba(u32::MAX, u32::MAX, &[0; 4]).is_err());
    }

    #[test]
    fn the_fourth_channel_is_dropped() {
        let pixels = Pixels::from_rgba(2, 1, &[1, 2, 3, 255, 4, 5, 6, 0]).expect("a picture");
        assert_eq!(pixels.rgb, [1, 2, 3, 4, 5, 6]);
        assert_eq!(pixels.at(1, 0), [4, 5, 6]);
    }

    #[test]
    fn a_crop_stays_inside() {
        let pixels = Pixels::from_rgb(10, 8, vec![0; 240]).expect("a picture");
        let bounds = Bounds { x: -2.5, y: 3.2, width: 6.0, height: 90.0 };
        assert_eq!(pixels.clip(&bounds), Some((0, 3, 3, 5)));
        assert_eq!(pixels.clip(&Bounds { x: 40.0, y: 0.0, width: 5.0, height: 5.0 }), None);
        assert_eq!(pixels.clip(&Bounds { x: f32::NAN, y: 0.0, width: 5.0, height: f32::NAN }), None);
    }

    #[test]
    fn a_mirror_exchanges_left_and_right() {
        let mut patch = Patch::black(2);
        patch.set(0, 1, [9.0, 8.0, 7.0]);
        let mirrored = patch.mirrored();
        assert_eq!(mirrored.planes, [0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 8.0, 0.0, 0.0, 0.0, 7.0]);
        assert_eq!(mirrored.mirrored(), patch);
    }
}
