//! A photo of any shape on a detector's square input.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};

use super::tiles::Part;
use crate::Pixels;
use crate::network::NetworkError;
use crate::pixels::Patch;

/// A photo in the top left corner of a square, the rest black.
pub struct Letterbox {
    /// The square: planar RGB, 0 to 255.
    pub patch: Patch,
    /// Pixels of the square for one pixel of the photo.
    pub scale: f32,
}

/// Scales a photo's long side to `side` and puts it into the top left corner, as face-api does. Shrinks with a filter as
/// wide as the pixels are far apart, so that nothing flickers; enlarges smoothly.
pub fn letterbox(photo: &Pixels, side: u32) -> Result<Letterbox, NetworkError> {
    letterbox_part(photo, &Part::whole(photo), side)
}

/// The same for a part of a photo.
pub(super) fn letterbox_part(photo: &Pixels, part: &Part, side: u32) -> Result<Letterbox, NetworkError> {
    let scale = side as f32 / part.width.max(part.height) as f32;
    let fit = |length: u32| ((length as f32 * scale).round() as u32).clamp(1, side);
    let (width, height) = (fit(part.width), fit(part.height));
    let mut patch = Patch::black(side as usize);
    let part = (part.x, part.y, part.width, part.height);
    paste(&resize(photo, Some(part), width, height)?, width, [0, 0], &mut patch);
    Ok(Letterbox { patch, scale })
}

/// A part of a photo, `(x, y, width, height)` in whole pixels, at another size: RGB rows.
pub(crate) fn resize(
    photo: &Pixels,
    part: Option<(u32, u32, u32, u32)>,
    width: u32,
    height: u32,
) -> Result<Vec<u8>, NetworkError> {
    // Typed images: the untyped call would be compiled for every pixel type that there is.
    let source =
        TypedImageRef::<U8x3>::from_buffer(photo.width, photo.height, &photo.rgb).map_err(NetworkError::other)?;
    let mut rgb = vec![0; width as usize * height as usize * 3];
    let mut target = TypedImage::<U8x3>::from_buffer(width, height, &mut rgb).map_err(NetworkError::other)?;
    let mut options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    if let Some((x, y, width, height)) = part {
        options = options.crop(f64::from(x), f64::from(y), f64::from(width), f64::from(height));
    }
    Resizer::new().resize_typed(&source, &mut target, &options).map_err(NetworkError::other)?;
    Ok(rgb)
}

/// Puts RGB rows of `width` pixels into a patch, their top left corner at `at` (x, y).
pub(crate) fn paste(rgb: &[u8], width: u32, at: [usize; 2], patch: &mut Patch) {
    let (side, width) = (patch.side, width as usize);
    for (channel, plane) in patch.planes.chunks_exact_mut(side * side).enumerate() {
        for (row, line) in rgb.chunks_exact(width * 3).zip(plane.chunks_exact_mut(side).skip(at[1])) {
            for (value, pixel) in line[at[0]..][..width].iter_mut().zip(row.as_chunks::<3>().0) {
                *value = f32::from(pixel[channel]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_side_fills_the_square() {
        let photo = Pixels { width: 40, height: 20, rgb: vec![200; 40 * 20 * 3] };
        let letterbox = letterbox(&photo, 128).expect("fits");
        assert!((letterbox.scale - 3.2).abs() < 1e-6);
        let value = |x: usize, y: usize| letterbox.patch.planes[y * 128 + x];
        assert!((value(127, 63) - 200.0).abs() < 1e-6);
        assert!(value(0, 64).abs() < 1e-6, "below the photo it is black");
    }

    #[test]
    fn a_very_thin_photo_keeps_a_row() {
        let photo = Pixels { width: 4000, height: 1, rgb: vec![200; 4000 * 3] };
        assert!(letterbox(&photo, 128).is_ok());
    }

    #[test]
    fn a_pasted_picture_keeps_its_rows_and_colours() {
        let mut patch = Patch::black(4);
        paste(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, [1, 2], &mut patch);
        let mut expected = Patch::black(4);
        for (x, y, rgb) in
            [(1, 2, [1.0, 2.0, 3.0]), (2, 2, [4.0, 5.0, 6.0]), (1, 3, [7.0, 8.0, 9.0]), (2, 3, [10.0, 11.0, 12.0])]
        {
            expected.set(x, y, rgb);
        }
        assert_eq!(patch, expected);
    }
}
