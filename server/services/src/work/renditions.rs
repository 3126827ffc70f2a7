//! The copies of a photo that are served: small and screen-sized, clean and watermarked, and a crop of every face.

use domain::photo::Rendition;
use entities::photo;
use faces::{Face, Pixels};
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;

use super::encode::{self, NotEncoded};
use super::placeholder;
use super::watermark::{self, Mark};
use crate::storage::{CopyFormat, StorageKey};

/// Long side of a small picture in pixels: a third of a desktop row, a phone's full width.
const THUMB: u32 = 480;
/// Long side of a screen-sized picture in pixels.
const VIEW: u32 = 2048;
/// Side of a face crop in pixels.
const CROP: u32 = 256;
/// Share of the face's size that is added around it in a crop: enough hair and chin to recognise oneself.
const CROP_MARGIN: f32 = 0.35;

/// Why a copy could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// Its pixels are not where they should be.
    #[error("a copy could not be scaled")]
    Buffer(#[from] fast_image_resize::ImageBufferError),
    /// Its size is none.
    #[error("a copy could not be scaled")]
    Resize(#[from] fast_image_resize::ResizeError),
    /// The encoder refused it.
    #[error("a copy could not be encoded")]
    Encode(#[from] NotEncoded),
    /// The placeholder's encoder refused it.
    #[error("the placeholder could not be encoded")]
    Placeholder(#[from] image::ImageError),
    /// No mark, no public copy.
    #[error("the watermark could not be drawn")]
    Watermark(#[from] watermark::FontError),
    /// Pixels are missing.
    #[error("the photo's pixels are not width × height × 3 bytes")]
    Pixels,
}

/// A file to be stored.
pub(super) struct RenditionFile {
    pub(super) what: Made,
    /// As WebP.
    pub(super) bytes: Vec<u8>,
}

/// What is made of a photo.
#[derive(Clone, Copy, Debug)]
pub(super) enum Made {
    /// A copy of the whole.
    Copy(Rendition),
    /// The crop of a face, by its number.
    Face(i16),
}

impl Made {
    /// Where this copy of this version of a photo is kept.
    pub(super) fn key(self, photo: &photo::Model, version: i32, format: CopyFormat) -> StorageKey {
        let (event, photo) = (photo.event_id, photo.id);
        match self {
            Self::Copy(rendition) => StorageKey::Rendition { event, photo, version, rendition, format },
            Self::Face(ordinal) => StorageKey::FaceCrop { event, photo, version, ordinal, format },
        }
    }
}

/// The photo at the size of a screen.
pub(super) fn view(photo: &Pixels) -> Result<Pixels, RenditionError> {
    let view = fit(photo, VIEW)?;
    Ok(Pixels { width: view.width(), height: view.height(), rgb: view.into_raw() })
}

/// Makes every copy of a photo, of which `view` is the largest, and its placeholder.
pub(super) fn make(
    photo: &Pixels,
    view: Pixels,
    faces: &[Face],
    mark: &Mark,
) -> Result<(Vec<RenditionFile>, String), RenditionError> {
    let thumb = fit(&view, THUMB)?;
    let view = RgbImage::from_raw(view.width, view.height, view.rgb).ok_or(RenditionError::Pixels)?;
    let placeholder = placeholder::of(&thumb)?;
    let mut files = Vec::with_capacity(4 + faces.len());
    for (picture, clean, public) in
        [(view, Rendition::View, Rendition::PublicView), (thumb, Rendition::Thumb, Rendition::PublicThumb)]
    {
        files.push(RenditionFile { what: Made::Copy(clean), bytes: encode::webp(&picture)? });
        let marked = watermark::draw(picture, mark)?;
        files.push(RenditionFile { what: Made::Copy(public), bytes: encode::webp(&marked)? });
    }
    for (face, ordinal) in faces.iter().zip(0..) {
        files.push(RenditionFile { what: Made::Face(ordinal), bytes: encode::webp(&crop(photo, face)?)? });
    }
    Ok((files, placeholder))
}

fn fit(photo: &Pixels, long_side: u32) -> Result<RgbImage, RenditionError> {
    let (width, height) = fitted(photo.width, photo.height, long_side);
    scale(photo, (0.0, 0.0, f64::from(photo.width), f64::from(photo.height)), width, height)
}

pub(crate) fn fit_image(picture: &RgbImage, long_side: u32) -> Result<RgbImage, RenditionError> {
    let pixels = Pixels { width: picture.width(), height: picture.height(), rgb: picture.as_raw().clone() };
    fit(&pixels, long_side)
}

/// The size with this long side; a picture is never made larger.
fn fitted(width: u32, height: u32, long_side: u32) -> (u32, u32) {
    let long = width.max(height).max(1);
    if long <= long_side {
        return (width, height);
    }
    let scaled = |side: u32| (f64::from(side) * f64::from(long_side) / f64::from(long)).round().max(1.0) as u32;
    (scaled(width), scaled(height))
}

fn crop(photo: &Pixels, face: &Face) -> Result<RgbImage, RenditionError> {
    let bounds = &face.bounds;
    let side = f64::from(bounds.width.max(bounds.height) * (1.0 + 2.0 * CROP_MARGIN));
    let side = side.min(f64::from(photo.width)).min(f64::from(photo.height)).max(1.0);
    let start = |from: f32, length: f32, whole: u32| {
        (f64::from(from + length / 2.0) - side / 2.0).clamp(0.0, f64::from(whole) - side)
    };
    let left = start(bounds.x, bounds.width, photo.width);
    let top = start(bounds.y, bounds.height, photo.height);
    scale(photo, (left, top, side, side), CROP, CROP)
}

/// Scales a part (left, top, width, height) of the photo.
pub(super) fn scale(
    photo: &Pixels,
    part: (f64, f64, f64, f64),
    width: u32,
    height: u32,
) -> Result<RgbImage, RenditionError> {
    let source = fast_image_resize::images::ImageRef::new(photo.width, photo.height, &photo.rgb, PixelType::U8x3)?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(part.0, part.1, part.2, part.3);
    Resizer::new().resize(&source, &mut target, &options)?;
    RgbImage::from_raw(width, height, target.into_vec()).ok_or(RenditionError::Pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_keep_their_shape_and_never_grow() {
        assert_eq!(fitted(6000, 4000, 2048), (2048, 1365));
        assert_eq!(fitted(4000, 6000, 480), (320, 480));
        assert_eq!(fitted(300, 200, 480), (300, 200));
        assert_eq!(fitted(10_000, 1, 480), (480, 1));
    }
}
