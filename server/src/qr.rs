//! QR codes: as a picture, as vectors, and in the terminal.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::ProblemCode;
use image::{ExtendedColorType, ImageEncoder, Luma};
use qrcode::render::{svg, unicode};
use qrcode::{EcLevel, QrCode};

use crate::refusal::Refusal;

/// Pixels of a module in the PNG: a code of version 4 is then about 660 pixels wide.
const MODULE: u32 = 16;

fn code(text: &str) -> Result<QrCode, Refusal> {
    // Level Q repairs a quarter of the code: posters get wet, folded and written on.
    QrCode::with_error_correction_level(text, EcLevel::Q).map_err(|error| {
        tracing::error!(%error, "a QR code could not be made");
        ProblemCode::Internal.into()
    })
}

/// The modules of a code, row by row, true for dark; and how many stand in a row.
pub(crate) fn modules(text: &str) -> Result<(Vec<bool>, usize), Refusal> {
    let code = code(text)?;
    let width = code.width();
    Ok((code.into_colors().into_iter().map(|colour| colour == qrcode::Color::Dark).collect(), width))
}

pub(crate) fn png(text: &str) -> Result<Response, Refusal> {
    let picture = code(text)?.render::<Luma<u8>>().module_dimensions(MODULE, MODULE).build();
    let mut bytes = Vec::new();
    let written = image::codecs::png::PngEncoder::new(&mut bytes).write_image(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::L8,
    );
    written.map_err(|error| {
        tracing::error!(%error, "a QR code could not be encoded");
        Refusal::from(ProblemCode::Internal)
    })?;
    Ok(([(header::CONTENT_TYPE, "image/png")], bytes).into_response())
}

pub(crate) fn svg(text: &str) -> Result<Response, Refusal> {
    let picture = code(text)?.render::<svg::Color<'_>>().min_dimensions(512, 512).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

/// For a terminal, two modules a character.
pub(crate) fn terminal(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else { return String::new() };
    code.render::<unicode::Dense1x2>().dark_color(unicode::Dense1x2::Light).light_color(unicode::Dense1x2::Dark).build()
}
