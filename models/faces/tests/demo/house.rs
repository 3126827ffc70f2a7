//! Weights, photos and what is done to them. Fails, and never skips, when they are not there.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use faces::{Bounds, DecodeLimits, Engine, Pixels, Settings, Weights, decode};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder, RgbImage, imageops};

/// A file that the converter made.
pub(crate) fn weights(file: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights/out").join(file);
    fs::read(&path).unwrap_or_else(|_| panic!("{} is missing: run `cargo xtask test`, which makes it", path.display()))
}

/// An engine over the full-precision files.
pub(crate) fn engine(settings: Settings) -> Engine {
    engine_of("onnx", settings)
}

/// An engine over the files with this ending.
pub(crate) fn engine_of(ending: &str, settings: Settings) -> Engine {
    let [preview, detector, landmarks, recognition] =
        ["preview", "detector", "landmarks", "recognition"].map(|name| weights(&format!("{name}.{ending}")));
    let weights = Weights { preview: &preview, detector: &detector, landmarks: &landmarks, recognition: &recognition };
    Engine::new(&weights, settings).expect("the weights load")
}

/// sample1 to sample6.
pub(crate) fn photo(number: u32) -> Pixels {
    decode(&weights(&format!("demo/sample{number}.jpg")), &DecodeLimits::default()).expect("decodes").pixels
}

/// The surroundings of a face: a part of the photo `factor` times as large as the face.
pub(crate) fn crop_around(photo: &Pixels, face: &Bounds, factor: f32) -> Pixels {
    let side = face.width.max(face.height) * factor;
    let [x, y] = face.center();
    let (left, top) = ((x - side / 2.0).max(0.0) as u32, (y - side / 2.0).max(0.0) as u32);
    let (width, height) = ((side as u32).min(photo.width - left), (side as u32).min(photo.height - top));
    into_pixels(imageops::crop_imm(&into_image(photo), left, top, width, height).to_image())
}

/// A photo in this much light, of 100.
pub(crate) fn darkened(photo: &Pixels, light: u16) -> Pixels {
    Pixels { rgb: photo.rgb.iter().map(|value| (u16::from(*value) * light / 100) as u8).collect(), ..photo.clone() }
}

/// A photo out of focus.
pub(crate) fn blurred(photo: &Pixels, sigma: f32) -> Pixels {
    into_pixels(imageops::blur(&into_image(photo), sigma))
}

/// A PNG file whose pixels are turned and whose EXIF orientation (1 to 8) says how to turn them back.
pub(crate) fn encode_turned(photo: &Pixels, orientation: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    write_turned(PngEncoder::new(&mut file), photo, orientation);
    file.into_inner()
}

/// The same as a JPEG file, as a camera writes it: with losses, in blocks that are turned, too.
pub(crate) fn encode_turned_jpeg(photo: &Pixels, orientation: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    write_turned(JpegEncoder::new_with_quality(&mut file, 92), photo, orientation);
    file.into_inner()
}

fn write_turned(mut encoder: impl ImageEncoder, photo: &Pixels, orientation: u8) {
    let image = DynamicImage::ImageRgb8(into_image(photo));
    // What a camera held that way stores: the inverse of what a viewer does.
    let stored = match orientation {
        1 => image,
        2 => image.fliph(),
        3 => image.rotate180(),
        4 => image.flipv(),
        5 => image.rotate90().fliph(),
        6 => image.rotate270(),
        7 => image.rotate270().fliph(),
        _ => image.rotate90(),
    };
    encoder.set_exif_metadata(exif(orientation)).expect("takes EXIF");
    let stored = stored.into_rgb8();
    encoder.write_image(&stored, stored.width(), stored.height(), image::ExtendedColorType::Rgb8).expect("encodes");
}

/// A photo `factor` times as wide and as high.
pub(crate) fn scaled(photo: &Pixels, factor: f32) -> Pixels {
    let side = |length: u32| (length as f32 * factor).round() as u32;
    let (width, height) = (side(photo.width), side(photo.height));
    into_pixels(imageops::resize(&into_image(photo), width, height, FilterType::CatmullRom))
}

/// The smallest EXIF block: one entry, tag 0x0112, a short.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = [&[0x12, 0x01, 3, 0, 1, 0, 0, 0][..], &[orientation, 0, 0, 0]].concat();
    [&b"II*\0\x08\0\0\0\x01\0"[..], &entry, &[0; 4]].concat()
}

fn into_image(photo: &Pixels) -> RgbImage {
    RgbImage::from_raw(photo.width, photo.height, photo.rgb.clone()).expect("a picture")
}

fn into_pixels(image: RgbImage) -> Pixels {
    Pixels { width: image.width(), height: image.height(), rgb: image.into_raw() }
}
