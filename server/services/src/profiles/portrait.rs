//! A chosen picture, cropped to the square that profiles show.

use domain::{Problem, ProblemCode};
use faces::{DecodeError, DecodeLimits};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{ExtendedColorType, RgbImage};

use crate::fault::OrInternal;

/// Side of the square in pixels: twice what a page shows, for fine screens.
const SIDE: u32 = 256;
/// JPEG quality, 1 to 100.
const QUALITY: u8 = 85;
/// Most pixels of a chosen picture: above what phones take, far below what would take the server's memory.
const MOST_PIXELS: u64 = 60_000_000;

/// The middle of a JPEG, PNG or WebP picture, upright, as a square JPEG without its metadata.
pub(super) async fn portrait(content: Vec<u8>) -> Result<Vec<u8>, Problem> {
    tokio::task::spawn_blocking(move || cut(&content)).await.or_internal()?
}

fn cut(content: &[u8]) -> Result<Vec<u8>, Problem> {
    let limits = DecodeLimits { max_pixels: MOST_PIXELS };
    let photo = faces::decode(content, &limits).map_err(|error| match error {
        DecodeError::TooManyPixels { .. } => ProblemCode::TooLarge,
        _ => ProblemCode::NotAPicture,
    })?;
    let pixels = photo.pixels;
    let whole = RgbImage::from_raw(pixels.width, pixels.height, pixels.rgb).ok_or(ProblemCode::NotAPicture)?;
    let side = whole.width().min(whole.height());
    let (left, top) = ((whole.width() - side) / 2, (whole.height() - side) / 2);
    let square = imageops::crop_imm(&whole, left, top, side, side).to_image();
    // Down in two steps: the first one is quick where the picture is large.
    let square = if side > 4 * SIDE { imageops::thumbnail(&square, 2 * SIDE, 2 * SIDE) } else { square };
    let square = imageops::resize(&square, SIDE, SIDE, FilterType::Lanczos3);
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.encode(square.as_raw(), SIDE, SIDE, ExtendedColorType::Rgb8).or_internal()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_picture_becomes_a_square_and_what_is_none_is_refused() {
        let wide = RgbImage::from_pixel(64, 20, image::Rgb([200, 40, 40]));
        let mut png = std::io::Cursor::new(Vec::new());
        wide.write_to(&mut png, image::ImageFormat::Png).expect("a PNG");
        let jpeg = portrait(png.into_inner()).await.expect("a square");
        let square = image::load_from_memory(&jpeg).expect("a JPEG");
        assert_eq!((square.width(), square.height()), (SIDE, SIDE));
        let refused = portrait(b"<svg onload=alert(1)>".to_vec()).await.expect_err("no picture");
        assert_eq!(refused.code, ProblemCode::NotAPicture);
    }
}
