//! A few blurred pixels that stand where a picture will be, in about a hundred bytes.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use super::renditions::RenditionError;

/// Size in pixels: enough to tell sky from grass, too little to tell anybody.
const SIZE: (u32, u32) = (4, 3);

/// The placeholder of a picture: a PNG in base64.
pub(super) fn of(picture: &RgbImage) -> Result<String, RenditionError> {
    let small = averages(picture);
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter);
    encoder.write_image(small.as_raw(), SIZE.0, SIZE.1, ExtendedColorType::Rgb8)?;
    Ok(base64(&png))
}

/// The mean colour of each of the picture's parts.
fn averages(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(SIZE.0, SIZE.1, |column, row| {
        let span = |at: u32, parts: u32, whole: u32| {
            let from = (at * whole / parts).min(whole.saturating_sub(1));
            from..((at + 1) * whole / parts).max(from + 1)
        };
        let (mut sums, mut count) = ([0_u64; 3], 0_u64);
        for y in span(row, SIZE.1, height) {
            for x in span(column, SIZE.0, width) {
                for (sum, value) in sums.iter_mut().zip(picture.get_pixel(x, y).0) {
                    *sum += u64::from(value);
                }
                count += 1;
            }
        }
        image::Rgb(sums.map(|sum| (sum / count.max(1)) as u8))
    })
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_as_the_rfc_has_it() {
        let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, text) in pairs {
            assert_eq!(base64(plain.as_bytes()), text);
        }
    }

    #[test]
    fn a_placeholder_is_small_whatever_the_picture() {
        for (width, height) in [(480, 320), (320, 480), (2, 1), (1, 1)] {
            let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x * 7) as u8, (y * 5) as u8, 90]));
            let text = of(&picture).expect("made");
            assert!(text.len() < 220, "{} characters for {width} × {height}", text.len());
        }
    }

    #[test]
    fn each_part_has_its_mean_colour() {
        let picture = RgbImage::from_fn(40, 30, |x, _| image::Rgb([if x < 20 { 200 } else { 0 }, 0, 0]));
        let small = averages(&picture);
        assert_eq!((small.get_pixel(0, 0).0[0], small.get_pixel(3, 2).0[0]), (200, 0));
    }
}
