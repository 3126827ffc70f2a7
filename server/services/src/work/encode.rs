//! Copies of pictures as lossy WebP.

use image::RgbImage;
use webp::{Encoder, WebPConfig, WebPEncodingError};

/// Longest side in pixels that the format can say.
pub(crate) const LONGEST: u32 = 16_383;
/// Quality, 0 to 100. At 85 the small copies of the six demo photos are as like them as JPEG's at 82 were (mean SSIM of luma 0.982
/// for both) in two thirds of the bytes (29 against 44 kB); at 82 they are less like them (0.979), at 88 more (0.986, 34 kB).
const QUALITY: f32 = 85.0;
/// How much is tried, 0 to 6. Beside JPEG in the same run, medians of 3: method 2 takes twice as long (6.3 to 3.3 ms for a small
/// copy, 109 to 51 ms for a large one), method 4 three to four times for a tenth fewer bytes at the same likeness, method 6
/// five to nine times and saves nothing more.
const METHOD: i32 = 2;

/// Why a picture could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum NotEncoded {
    /// The library is another one than it was compiled for.
    #[error("the encoder's version is not the one that PicMe was built with")]
    Version,
    /// It refused the picture.
    #[error("the encoder refused: {0:?}")]
    Refused(WebPEncodingError),
}

/// The picture as lossy WebP, without metadata; its sides are at most [`LONGEST`] pixels.
pub(crate) fn webp(picture: &RgbImage) -> Result<Vec<u8>, NotEncoded> {
    let mut config = WebPConfig::new().map_err(|()| NotEncoded::Version)?;
    config.quality = QUALITY;
    config.method = METHOD;
    let encoder = Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height());
    encoder.encode_advanced(&config).map(|encoded| encoded.to_vec()).map_err(NotEncoded::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_lossy_webp_and_looks_like_the_picture() {
        let picture = RgbImage::from_fn(97, 61, |x, y| image::Rgb([(x * 2) as u8, (y * 4) as u8, 90]));
        let bytes = webp(&picture).expect("encoded");
        assert_eq!((&bytes[..4], &bytes[8..16]), (&b"RIFF"[..], &b"WEBPVP8 "[..]));
        let back = image::load_from_memory(&bytes).expect("a picture").into_rgb8();
        assert_eq!(back.dimensions(), picture.dimensions());
        let apart = picture.as_raw().iter().zip(back.as_raw()).map(|(one, other)| u64::from(one.abs_diff(*other)));
        assert!(apart.sum::<u64>() / (97 * 61 * 3) < 6, "it is another picture");
    }

    #[test]
    fn what_the_format_cannot_say_is_refused() {
        assert!(webp(&RgbImage::new(LONGEST, 1)).is_ok());
        assert!(matches!(webp(&RgbImage::new(LONGEST + 1, 1)), Err(NotEncoded::Refused(_))));
    }
}
