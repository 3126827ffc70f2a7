//! HEIC and AVIF, made by libheif's own encoders.

#![cfg(feature = "heif")]

use faces::{DecodeError, DecodeLimits, PhotoFormat};
use libheif_rs::{
    Channel, ColorSpace, CompressionFormat, EncoderQuality, EncodingOptions, HeifContext, Image, ImageOrientation,
    LibHeif, RgbChroma,
};
use time::macros::datetime;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 200;
const BOTH: [(CompressionFormat, PhotoFormat); 2] =
    [(CompressionFormat::Hevc, PhotoFormat::Heic), (CompressionFormat::Av1, PhotoFormat::Avif)];

/// EXIF that says when a picture was taken, that it is to be turned (which libheif has done already), and who took it.
fn exif() -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // orientation 6
    tiff.extend(b"\x01\x3b\0\x02\0\0\0\x08\0\0\0\x32"); // artist, at 50
    tiff.extend(b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x3a"); // the camera's part, at 58
    tiff.extend([0; 4]);
    tiff.extend(b"Ann Lee\0");
    tiff.extend(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x4c\0\0\0\0"); // when it was taken, at 76
    tiff.extend(b"2026:06:21 17:05:09\0");
    tiff
}

/// A picture with one red corner, at its top left before it is turned.
fn picture(format: CompressionFormat, turn: ImageOrientation) -> Vec<u8> {
    let library = LibHeif::new();
    let mut image = Image::new(WIDTH, HEIGHT, ColorSpace::Rgb(RgbChroma::Rgb)).expect("an image");
    image.create_plane(Channel::Interleaved, WIDTH, HEIGHT, 8).expect("a plane");
    let plane = image.planes_mut().interleaved.expect("a plane");
    for (y, line) in plane.data.chunks_mut(plane.stride).enumerate() {
        for (x, pixel) in line[..WIDTH as usize * 3].chunks_mut(3).enumerate() {
            let is_red = x < WIDTH as usize / 2 && y < HEIGHT as usize / 2;
            pixel.copy_from_slice(if is_red { &[220, 20, 20] } else { &[20, 20, 220] });
        }
    }
    let mut encoder = library.encoder_for_format(format).expect("an encoder");
    encoder.set_quality(EncoderQuality::Lossy(80)).expect("a quality");
    let mut options = EncodingOptions::new().expect("options");
    options.set_image_orientation(turn);
    let mut context = HeifContext::new().expect("a context");
    let handle = context.encode_image(&image, &mut encoder, Some(options)).expect("encoded");
    context.add_exif_metadata(&handle, &exif()).expect("EXIF");
    context.write_to_bytes().expect("written")
}

fn is_red(photo: &faces::Photo, right: bool, bottom: bool) -> bool {
    let pixels = &photo.pixels;
    let at = |far: bool, length: u32| if far { length - 10 } else { 10 };
    let place = (at(bottom, pixels.height) * pixels.width + at(right, pixels.width)) as usize * 3;
    pixels.rgb[place] > 128
}

#[test]
fn both_are_told_by_content_and_turned_once() {
    for (format, expected) in BOTH {
        let plain = picture(format, ImageOrientation::Normal);
        let header = faces::probe(&plain).expect("a header");
        assert_eq!((header.format, header.width, header.height), (expected, WIDTH, HEIGHT));
        let photo = faces::decode(&plain, &DecodeLimits::default()).expect("decodes");
        assert_eq!((photo.pixels.width, photo.pixels.height, photo.format), (WIDTH, HEIGHT, expected));
        assert!(is_red(&photo, false, false) && !is_red(&photo, true, false), "{expected:?}");
        assert_eq!(photo.taken_at, Some(datetime!(2026-06-21 17:05:09 UTC)), "{expected:?}");

        let turned = faces::decode(&picture(format, ImageOrientation::Rotate90Cw), &DecodeLimits::default());
        let turned = turned.expect("decodes");
        assert_eq!((turned.pixels.width, turned.pixels.height), (HEIGHT, WIDTH));
        assert!(
            is_red(&turned, true, false) && !is_red(&turned, false, false),
            "{expected:?}: by the file, not by EXIF"
        );
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_decoded() {
    for (format, expected) in BOTH {
        let limits = DecodeLimits { max_pixels: u64::from(WIDTH * HEIGHT) - 1 };
        let refused = faces::decode(&picture(format, ImageOrientation::Normal), &limits);
        assert!(
            matches!(refused, Err(DecodeError::TooManyPixels { width: WIDTH, height: HEIGHT, .. })),
            "{expected:?}: {refused:?}"
        );
    }
}

#[test]
fn what_is_cut_is_refused() {
    for (format, expected) in BOTH {
        let whole = picture(format, ImageOrientation::Normal);
        for length in [13, whole.len() / 4, whole.len() / 2, whole.len() - 1] {
            let cut = faces::decode(&whole[..length], &DecodeLimits::default());
            assert!(cut.is_err(), "{expected:?} cut to {length} of {}", whole.len());
        }
    }
}

#[test]
fn an_original_goes_out_without_its_metadata() {
    for (format, expected) in BOTH {
        let whole = picture(format, ImageOrientation::Rotate90Cw);
        let says = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(says(&whole, b"Ann Lee"));
        let bare = faces::without_metadata(whole.clone()).expect("taken out");
        assert!(!says(&bare, b"Ann Lee") && !says(&bare, b"2026:06:21"), "{expected:?}");
        let limits = DecodeLimits::default();
        let (before, after) =
            (faces::decode(&whole, &limits).expect("whole"), faces::decode(&bare, &limits).expect("bare"));
        assert_eq!((after.pixels, after.taken_at), (before.pixels, None));
    }
}
