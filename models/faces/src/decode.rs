//! From a file's bytes to upright pixels.

mod container;
mod exif;
#[cfg_attr(not(feature = "heif"), path = "decode/no_heif.rs")]
mod heif;

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use time::OffsetDateTime;

use crate::Pixels;
pub use container::{Header, PhotoFormat, probe};

/// How large a picture may be before it is refused unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeLimits {
    /// Width times height.
    pub max_pixels: u64,
}

impl Default for DecodeLimits {
    /// 120 megapixels: more than today's cameras make, 360 MB decoded.
    fn default() -> Self {
        Self { max_pixels: 120_000_000 }
    }
}

/// A decoded photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// Upright pixels: the camera's orientation is already applied.
    pub pixels: Pixels,
    /// When it was taken, where the camera says. Cameras that name no time zone are read as UTC.
    pub taken_at: Option<OffsetDateTime>,
    /// What kind of file it was.
    pub format: PhotoFormat,
}

/// Why bytes are no photo.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// 0 bytes.
    #[error("the file is empty")]
    Empty,
    /// Not JPEG, PNG or WebP by its content, nor, with the feature `heif`, HEIC or AVIF.
    #[error("the file is not a picture of a format that is decoded")]
    UnsupportedFormat,
    /// More pixels than the limit. Found in the header, before anything is decoded.
    #[error("{width} × {height} pixels are more than the {max_pixels} that are decoded")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The limit that was exceeded.
        max_pixels: u64,
    },
    /// It ends before the picture does.
    #[error("the file ends before the picture does")]
    Truncated,
    /// Something in it makes no sense.
    #[error("the picture is damaged")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Decodes a JPEG, PNG or WebP file, told apart by content, and turns it upright by its EXIF orientation; with the
/// feature `heif` also HEIC and AVIF, upright as they say themselves.
///
/// A file that ends early is refused, not filled up with grey.
pub fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Photo, DecodeError> {
    if let Some(format) = heif::format(bytes) {
        return heif::decode(bytes, format, limits);
    }
    let Header { format, width, height } = probe(bytes)?;
    if u64::from(width) * u64::from(height) > limits.max_pixels {
        return Err(DecodeError::TooManyPixels { width, height, max_pixels: limits.max_pixels });
    }
    if !container::is_complete(format, bytes) {
        return Err(DecodeError::Truncated);
    }
    let format_of_image = format.image_format().ok_or(DecodeError::UnsupportedFormat)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format_of_image);
    // 16 bits and four channels at most; what is larger than that lies about its size.
    let mut allocation = Limits::default();
    allocation.max_alloc = Some(limits.max_pixels.saturating_mul(8));
    reader.limits(allocation);
    let mut decoder = reader.into_decoder()?;
    let taken_at = decoder.exif_metadata().ok().flatten().and_then(exif::taken_at);
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let picture = picture.into_rgb8();
    let pixels = Pixels { width: picture.width(), height: picture.height(), rgb: picture.into_raw() };
    Ok(Photo { pixels, taken_at, format })
}

/// Whether HEIC and AVIF are decoded: the feature `heif`.
pub const HEIF: bool = cfg!(feature = "heif");

/// A HEIC or AVIF file with zeros in the place of its metadata; the picture, how to turn it and its colours stay.
///
/// Errors: [`DecodeError::UnsupportedFormat`] for any other file, and where the feature `heif` is off.
pub fn without_metadata(bytes: Vec<u8>) -> Result<Vec<u8>, DecodeError> {
    match heif::format(&bytes) {
        Some(_) => heif::without_metadata(bytes),
        None => Err(DecodeError::UnsupportedFormat),
    }
}

impl From<ImageError> for DecodeError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => Self::Truncated,
            other => Self::Damaged(other.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(40, 24, |x, y| Rgb([(x * 6) as u8, (y * 10) as u8, 90]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encodes");
        bytes.into_inner()
    }

    const FORMATS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

    #[test]
    fn three_formats_are_read_by_content() {
        for format in FORMATS {
            let photo = decode(&encoded(format), &DecodeLimits::default()).expect("decodes");
            assert_eq!((photo.pixels.width, photo.pixels.height), (40, 24), "{format:?}");
            assert_eq!(photo.format.image_format(), Some(format));
            assert_eq!(photo.taken_at, None);
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        for format in FORMATS {
            let bytes = encoded(format);
            for length in 1..bytes.len() {
                assert!(decode(&bytes[..length], &DecodeLimits::default()).is_err(), "{format:?} cut to {length}");
            }
            let half = decode(&bytes[..bytes.len() * 3 / 4], &DecodeLimits::default());
            assert!(matches!(half, Err(DecodeError::Truncated)), "{format:?}: {half:?}");
        }
    }

    #[test]
    fn more_after_the_picture_is_no_harm() {
        let mut bytes = encoded(ImageFormat::Jpeg);
        bytes.extend(b"a phone's appendix");
        assert!(decode(&bytes, &DecodeLimits::default()).is_ok());
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        let of = |bytes: &[u8]| decode(bytes, &DecodeLimits::default()).expect_err("no picture");
        assert!(matches!(of(b""), DecodeError::Empty));
        assert!(matches!(of(b"Dear Sir, this is a letter."), DecodeError::UnsupportedFormat));
        assert!(matches!(of(b"GIF89a\x01\x00\x01\x00"), DecodeError::UnsupportedFormat));
        let mut damaged = encoded(ImageFormat::Png);
        damaged[60] ^= 0xff;
        assert!(matches!(of(&damaged), DecodeError::Damaged(_)));
    }

    #[test]
    fn a_huge_picture_is_refused_by_its_header() {
        let mut bytes = encoded(ImageFormat::Png);
        bytes[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let refused = decode(&bytes, &DecodeLimits::default());
        assert!(
            matches!(refused, Err(DecodeError::TooManyPixels { width: 30_000, height: 30_000, .. })),
            "{refused:?}"
        );
    }
}
