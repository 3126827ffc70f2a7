//! Taking position, serial numbers and all other metadata out of an original on its way out.

use bytes::Bytes;
use faces::PhotoFormat;
use image::metadata::Orientation;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{DynImage, ImageEXIF};

/// The file could not be taken apart. It was decoded once, so this is damage since then.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotStripped {
    #[error("the metadata of an original could not be taken out")]
    Parts(#[from] img_parts::Error),
    #[error("the metadata of an original could not be taken out")]
    Heif(#[from] faces::DecodeError),
    #[error("an original is of no format that is known")]
    Unknown,
}

/// PNG chunks that shape the picture or its colours; every other chunk is metadata.
const PNG_CHUNKS: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs",
];

/// The same picture without metadata. Only how to turn it, and its colour profile, stay.
pub(crate) fn strip(original: Bytes) -> Result<Bytes, NotStripped> {
    let format = faces::probe(&original)?.format;
    if matches!(format, PhotoFormat::Heic | PhotoFormat::Avif) {
        return Ok(faces::without_metadata(original.into())?.into());
    }
    let stripped = match DynImage::from_bytes(original)?.ok_or(NotStripped::Unknown)? {
        DynImage::Jpeg(jpeg) => DynImage::Jpeg(strip_jpeg(jpeg)),
        DynImage::Png(png) => DynImage::Png(strip_png(png)),
        DynImage::WebP(webp) => DynImage::WebP(strip_webp(webp)),
    };
    Ok(stripped.encoder().bytes())
}

fn strip_jpeg(mut jpeg: Jpeg) -> Jpeg {
    let turn = jpeg.exif().and_then(|exif| turn(&exif));
    jpeg.segments_mut().retain(|segment| match segment.marker() {
        // APP0 is JFIF, APP2 the colour profile, APP14 says how colours are stored. The rest of APP1 to APP15
        // and comments are metadata: EXIF, XMP, IPTC, makers' notes.
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP1 | markers::COM => false,
        marker => !(markers::APP0..=markers::APP15).contains(&marker),
    });
    if let Some(turn) = turn {
        jpeg.set_exif(Some(exif_with(turn)));
    }
    jpeg
}

fn strip_png(mut png: Png) -> Png {
    png.chunks_mut().retain(|chunk| PNG_CHUNKS.contains(&&chunk.kind()));
    png
}

fn strip_webp(mut webp: WebP) -> WebP {
    let turn = webp.exif().and_then(|exif| turn(&exif));
    webp.set_exif(turn.map(exif_with));
    webp.chunks_mut().retain(|chunk| &chunk.id() != b"XMP ");
    webp
}

/// How the picture has to be turned, when it has to be.
fn turn(exif: &[u8]) -> Option<Orientation> {
    Orientation::from_exif_chunk(exif).filter(|&turn| turn != Orientation::NoTransforms)
}

/// The smallest EXIF block that says how to turn a picture: TIFF 6.0, big-endian, one entry, tag 0x0112.
fn exif_with(turn: Orientation) -> Bytes {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend([0, turn.to_exif(), 0, 0, 0, 0, 0, 0]);
    exif.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels = image::RgbImage::from_pixel(8, 4, image::Rgb([200, 10, 10]));
        image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&pixels).expect("encoded");
        bytes
    }

    #[test]
    fn position_and_comments_go_and_the_turn_stays() {
        let mut marked = Jpeg::from_bytes(jpeg().into()).expect("a JPEG");
        let mut exif = exif_with(Orientation::Rotate90).to_vec();
        exif.extend(b"GPS 48.2 16.4 serial 12345");
        marked.set_exif(Some(exif.into()));
        let comment = img_parts::jpeg::JpegSegment::new_with_contents(markers::COM, "shot by Anna".into());
        marked.segments_mut().insert(1, comment);
        let stripped = strip(marked.encoder().bytes()).expect("stripped");

        let text = String::from_utf8_lossy(&stripped).into_owned();
        assert!(!text.contains("GPS") && !text.contains("Anna"), "metadata is gone");
        let exif = Jpeg::from_bytes(stripped.clone()).expect("a JPEG").exif().expect("the turn");
        assert_eq!(turn(&exif), Some(Orientation::Rotate90));
        image::load_from_memory(&stripped).expect("still a picture");
    }
}
