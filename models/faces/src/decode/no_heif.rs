//! HEIC and AVIF, where the feature `heif` is off: they are no formats of ours.

use super::{DecodeError, DecodeLimits, Header, Photo, PhotoFormat};

pub(super) fn format(_: &[u8]) -> Option<PhotoFormat> {
    None
}

pub(super) fn probe(_: &[u8], _: PhotoFormat) -> Result<Header, DecodeError> {
    Err(DecodeError::UnsupportedFormat)
}

#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "the decoder that this stands in for takes it so")
)]
pub(super) fn decode(_: &[u8], _: PhotoFormat, _: &DecodeLimits) -> Result<Photo, DecodeError> {
    Err(DecodeError::UnsupportedFormat)
}

pub(super) fn without_metadata(_: Vec<u8>) -> Result<Vec<u8>, DecodeError> {
    Err(DecodeError::UnsupportedFormat)
}
