//! What a picture file says of itself, read without decoding it.

use image::ImageFormat;

use super::{DecodeError, heif};

/// The kinds of file that PicMe takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhotoFormat {
    /// JPEG (ISO 10918).
    Jpeg,
    /// PNG (ISO 15948).
    Png,
    /// WebP (RFC 9649).
    WebP,
    /// HEIC (ISO 23008-12), with the feature `heif`.
    Heic,
    /// AVIF (by the Alliance for Open Media), with the feature `heif`.
    Avif,
}

impl PhotoFormat {
    /// The media type, for `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
        }
    }

    /// What the image library calls it; `None` for what it does not decode.
    pub const fn image_format(self) -> Option<ImageFormat> {
        match self {
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::Png => Some(ImageFormat::Png),
            Self::WebP => Some(ImageFormat::WebP),
            Self::Heic | Self::Avif => None,
        }
    }
}

/// What a file's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// By its first bytes; the file's name has no say.
    pub format: PhotoFormat,
    /// Pixels across as stored, before the camera's orientation is applied. Never 0.
    pub width: u32,
    /// Pixels down as stored. Never 0.
    pub height: u32,
}

/// Reads a file's header, from all of it or from its beginning. A JPEG's may lie behind a few hundred kilobytes of metadata:
/// [`DecodeError::Truncated`] says that more bytes are needed.
pub fn probe(bytes: &[u8]) -> Result<Header, DecodeError> {
    let (format, size) = if bytes.is_empty() {
        return Err(DecodeError::Empty);
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        (PhotoFormat::Jpeg, jpeg_size(bytes))
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (PhotoFormat::Png, png_size(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (PhotoFormat::WebP, webp_size(bytes))
    } else if let Some(format) = heif::format(bytes) {
        return heif::probe(bytes, format);
    } else {
        return Err(DecodeError::UnsupportedFormat);
    };
    match size {
        Some((0, _) | (_, 0)) => Err(DecodeError::Damaged("the picture has no pixels".into())),
        Some((width, height)) => Ok(Header { format, width, height }),
        None => Err(DecodeError::Truncated),
    }
}

/// Whether the file goes on to the end that its own structure announces. Decoders fill what is missing with grey.
pub(super) fn is_complete(format: PhotoFormat, bytes: &[u8]) -> bool {
    match format {
        PhotoFormat::Jpeg => JpegMarkers::new(bytes).any(|(marker, _)| marker == END_OF_IMAGE),
        PhotoFormat::Png => PngChunks { rest: bytes.get(8..).unwrap_or_default() }.any(|kind| kind == *b"IEND"),
        PhotoFormat::WebP => le_u32(bytes, 4).is_some_and(|size| bytes.len() as u64 >= u64::from(size) + 8),
        // libheif refuses what is cut.
        PhotoFormat::Heic | PhotoFormat::Avif => true,
    }
}

const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// The markers of a JPEG file, each with its segment's content (empty for markers that have none). Ends where the file does.
struct JpegMarkers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> JpegMarkers<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2 }
    }
}

impl<'a> Iterator for JpegMarkers<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        // Between segments, and through the coded picture after a start of scan: to the next marker that is neither a stuffed
        // 0, nor a fill byte, nor a restart.
        let marker = loop {
            self.at += self.bytes.get(self.at..)?.iter().position(|byte| *byte == 0xff)?;
            let next = *self.bytes.get(self.at + 1)?;
            if !matches!(next, 0 | 0xff | 0xd0..=0xd7) {
                break next;
            }
            self.at += 1;
        };
        self.at += 2;
        if matches!(marker, 0x01 | 0xd8 | END_OF_IMAGE) {
            return Some((marker, &[]));
        }
        let length = usize::from(u16::from_be_bytes(self.bytes.get(self.at..self.at + 2)?.try_into().ok()?));
        let content = self.bytes.get(self.at + 2..self.at + length)?;
        self.at += length;
        Some((marker, content))
    }
}

/// From the first frame header (SOF0 to SOF15; the numbers between belong to tables).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let before_the_scan = JpegMarkers::new(bytes).take_while(|(marker, _)| *marker != START_OF_SCAN);
    let mut frames =
        before_the_scan.filter(|(marker, _)| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc));
    let (_, frame) = frames.next()?;
    let side = |at: usize| frame.get(at..at + 2).map(|b| u32::from(u16::from_be_bytes([b[0], b[1]])));
    Some((side(3)?, side(1)?))
}

/// The kinds of a PNG file's complete chunks.
struct PngChunks<'a> {
    rest: &'a [u8],
}

impl Iterator for PngChunks<'_> {
    type Item = [u8; 4];

    fn next(&mut self) -> Option<[u8; 4]> {
        let length = u32::from_be_bytes(*self.rest.first_chunk()?) as usize;
        let kind = self.rest.get(4..8)?.try_into().ok()?;
        // Length, kind, content, check sum.
        self.rest = self.rest.get(length.checked_add(12)?..)?;
        Some(kind)
    }
}

/// The header chunk always comes first.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    Some((side(16)?, side(20)?))
}

/// One of three headers: lossy (a key frame of VP8), lossless (14 bits a side, less one), extended (24 bits a side, less one).
fn webp_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let kind: [u8; 4] = bytes.get(12..16)?.try_into().ok()?;
    match &kind {
        b"VP8 " => {
            let side = |at: usize| bytes.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]]) & 0x3fff));
            Some((side(26)?, side(28)?))
        }
        b"VP8L" => {
            let bits = le_u32(bytes, 21)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => {
            let side = |at: usize| bytes.get(at..at + 3).map(|b| u32::from_le_bytes([b[0], b[1], b[2], 0]) + 1);
            Some((side(24)?, side(27)?))
        }
        _ => Some((0, 0)),
    }
}

/// Four bytes, the least significant first.
fn le_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_needs_its_frame_header() {
        // Start, a comment, a frame header of 48 × 32.
        let bytes = [
            0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 0, 32, 0, 48, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11,
            1,
        ];
        assert_eq!(probe(&bytes).expect("a header"), Header { format: PhotoFormat::Jpeg, width: 48, height: 32 });
        assert!(matches!(probe(&bytes[..20]), Err(DecodeError::Truncated)));
    }

    #[test]
    fn webp_headers_of_all_kinds() {
        let file = |rest: &[u8]| [b"RIFF\0\0\0\0WEBP", rest].concat();
        let lossy = file(b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x40\x01\xf0\x40");
        let lossless = file(b"VP8L\0\0\0\0\x2f\x3f\xc1\x3b\0");
        let extended = file(b"VP8X\x0a\0\0\0\0\0\0\0\x3f\x01\0\xef\0\0");
        for bytes in [lossy, lossless, extended] {
            let header = probe(&bytes).expect("a header");
            assert_eq!((header.width, header.height), (320, 240), "{:?}", &bytes[12..16]);
        }
    }

    #[test]
    fn a_picture_without_pixels_is_damaged() {
        let bytes = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &[0; 20]].concat();
        assert!(matches!(probe(&bytes), Err(DecodeError::Damaged(_))));
    }
}
