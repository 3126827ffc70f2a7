//! HEIC and AVIF, through libheif.

use std::sync::LazyLock;

use domain::photo::{FailureCode, foreign_format};
use libheif_rs::{
    ColorSpace, DecodingOptions, HeifContext, HeifError, HeifErrorCode, HeifErrorSubCode, ImageHandle, LibHeif,
    RgbChroma,
};

use super::{DecodeError, DecodeLimits, Header, Photo, PhotoFormat, exif};
use crate::Pixels;

/// Bytes that one buffer of the decoder may have for each pixel: 16 bits and four channels.
const BYTES_PER_PIXEL: u64 = 8;

/// Length in bytes from which a block of metadata is found nowhere by chance.
const UNMISTAKABLE: usize = 32;

/// The library, set up once: it counts how often it is, and puts everything down with the last one.
static LIBRARY: LazyLock<LibHeif> = LazyLock::new(LibHeif::new);

/// Which of its formats a file is, by its first bytes.
pub(super) fn format(bytes: &[u8]) -> Option<PhotoFormat> {
    match foreign_format(bytes)? {
        FailureCode::Heic => Some(PhotoFormat::Heic),
        FailureCode::Avif => Some(PhotoFormat::Avif),
        _ => None,
    }
}

/// Reads a file's header. Nothing is decoded.
pub(super) fn probe(bytes: &[u8], format: PhotoFormat) -> Result<Header, DecodeError> {
    let (_, handle) = open(bytes)?;
    header(&handle, format)
}

/// Decodes a file. It says itself how to be turned, and libheif does so: what its EXIF says of that is not for us.
pub(super) fn decode(bytes: &[u8], format: PhotoFormat, limits: &DecodeLimits) -> Result<Photo, DecodeError> {
    let (mut context, handle) = open(bytes)?;
    let Header { width, height, .. } = header(&handle, format)?;
    let max_pixels = limits.max_pixels;
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(DecodeError::TooManyPixels { width, height, max_pixels });
    }
    // What is larger inside than it says outside lies about its size.
    let mut bounds = context.security_limits();
    bounds.set_max_image_size_pixels(max_pixels);
    bounds.set_max_memory_block_size(max_pixels.saturating_mul(BYTES_PER_PIXEL));
    context.set_security_limits(&bounds)?;
    // Workers are as many as there are cores already.
    context.set_max_decoding_threads(0);
    let mut options = DecodingOptions::new().ok_or_else(|| DecodeError::Damaged("no memory".into()))?;
    options.set_convert_hdr_to_8bit(true);
    let image = LIBRARY.decode(&handle, ColorSpace::Rgb(RgbChroma::Rgb), Some(options))?;
    let planes = image.planes();
    let plane = planes.interleaved.ok_or_else(|| DecodeError::Damaged("the picture has no colours".into()))?;
    let row = plane.width as usize * 3;
    let mut rgb = Vec::with_capacity(row * plane.height as usize);
    for line in plane.data.chunks(plane.stride.max(1)).take(plane.height as usize) {
        rgb.extend_from_slice(line.get(..row).ok_or_else(|| DecodeError::Damaged("a line is cut".into()))?);
    }
    let pixels = Pixels { width: plane.width, height: plane.height, rgb };
    Ok(Photo { pixels, taken_at: raw_exif(&handle).and_then(exif::taken_at), format })
}

/// The same file with zeros in the place of its metadata. How to turn it, and its colours, are no metadata and stay.
pub(super) fn without_metadata(mut bytes: Vec<u8>) -> Result<Vec<u8>, DecodeError> {
    let blocks: Vec<Vec<u8>> = {
        let context = HeifContext::read_from_bytes(&bytes)?;
        let handles = context.image_ids().into_iter().filter_map(|id| context.image_handle(id).ok());
        handles.flat_map(|handle| handle.all_metadata()).map(|block| block.raw_data).collect()
    };
    for block in blocks.into_iter().filter(|block| !block.is_empty()) {
        // Two pictures of a file may share a block: then it is blank already.
        if block.iter().all(|byte| *byte == 0) {
            continue;
        }
        let places: Vec<usize> = places(&bytes, &block).collect();
        // Packed, or in parts. A few bytes that stand in several places may be of the picture itself.
        if places.is_empty() || (places.len() > 1 && block.len() < UNMISTAKABLE) {
            return Err(DecodeError::Damaged("metadata is not where it can be taken out".into()));
        }
        for at in places {
            bytes[at..at + block.len()].fill(0);
        }
    }
    Ok(bytes)
}

fn places(bytes: &[u8], block: &[u8]) -> impl Iterator<Item = usize> {
    bytes.windows(block.len()).enumerate().filter(move |(_, window)| *window == block).map(|(at, _)| at)
}

fn open(bytes: &[u8]) -> Result<(HeifContext<'_>, ImageHandle), DecodeError> {
    LazyLock::force(&LIBRARY);
    let context = HeifContext::read_from_bytes(bytes)?;
    let handle = context.primary_image_handle()?;
    Ok((context, handle))
}

fn header(handle: &ImageHandle, format: PhotoFormat) -> Result<Header, DecodeError> {
    // As stored, before it is cut and turned.
    let size = (u32::try_from(handle.ispe_width()), u32::try_from(handle.ispe_height()));
    match size {
        (Ok(width), Ok(height)) if width > 0 && height > 0 => Ok(Header { format, width, height }),
        _ => Err(DecodeError::Damaged("the picture has no pixels".into())),
    }
}

/// The TIFF block of a file's EXIF item, which says in four bytes how far in it begins (ISO 23008-12, annex A).
fn raw_exif(handle: &ImageHandle) -> Option<Vec<u8>> {
    let item = handle.all_metadata().into_iter().find(|block| block.item_type.0 == *b"Exif")?;
    let (offset, rest) = item.raw_data.split_first_chunk()?;
    rest.get(u32::from_be_bytes(*offset) as usize..).map(<[u8]>::to_vec)
}

impl From<HeifError> for DecodeError {
    fn from(error: HeifError) -> Self {
        match (error.code, error.sub_code) {
            (HeifErrorCode::InvalidInput, HeifErrorSubCode::EndOfData) => Self::Truncated,
            _ => Self::Damaged(error.into()),
        }
    }
}
