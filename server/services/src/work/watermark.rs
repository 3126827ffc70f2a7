//! The watermark of public copies: words or a logo, all over the picture, so that no crop is free of it, or in one place.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use domain::photo::WatermarkPosition;
use image::{RgbImage, RgbaImage};

/// Height of the letters as a share of the picture's long side.
const LETTER_SHARE: f32 = 0.036;
/// Distance between lines, in letter heights.
const LINE_STEP: f32 = 4.5;
/// Distance between two marks on a line, in letter heights.
const GAP: f32 = 3.0;
/// How far each line is shifted against the one above, in letter heights.
const SHIFT: f32 = 5.0;
/// How much larger a mark is that stands alone.
const ALONE: f32 = 1.6;
/// Height in pixels that letters never go below, however long the words: a mark that nobody sees would be none.
const SMALLEST: f32 = 6.0;
/// Width of a repeated logo as a share of the picture's long side.
const LOGO_SHARE: f32 = 0.14;
/// Distance between a single mark and the picture's edge, as a share of its long side.
const EDGE: f32 = 0.03;

/// What public copies are marked with.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The words.
    pub(crate) text: String,
    /// Where.
    pub(crate) position: WatermarkPosition,
    /// How strongly it covers the picture, 0 to 1.
    pub(crate) opacity: f32,
    /// Takes the place of the words.
    pub(crate) logo: Option<RgbaImage>,
    /// Which mark of its event this is.
    pub(crate) version: i32,
}

impl Mark {
    /// Words all over the picture, as strongly as an event begins with.
    pub fn words(text: &str) -> Self {
        let position = WatermarkPosition::Tiled;
        Self { text: text.to_owned(), position, opacity: 0.34, logo: None, version: 0 }
    }
}

/// The built-in font could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the built-in font could not be read")]
pub struct FontError(#[from] ab_glyph::InvalidFont);

/// Draws the mark on the picture.
pub(crate) fn draw(mut picture: RgbImage, mark: &Mark) -> Result<RgbImage, FontError> {
    let font = FontRef::try_from_slice(dejavu::sans::bold())?;
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let motif = Motif::of(&font, mark, width, height);
    for (left, top) in motif.places(mark.position, width, height) {
        match &motif.shape {
            Shape::Words(glyphs) => {
                for glyph in glyphs {
                    stamp(&mut picture, &font, glyph, (left, top + motif.height), mark.opacity);
                }
            }
            Shape::Logo(logo) => lay(&mut picture, logo, (left.round() as i64, top.round() as i64), mark.opacity),
        }
    }
    Ok(picture)
}

/// One mark, ready to be put anywhere on one picture.
struct Motif {
    shape: Shape,
    width: f32,
    height: f32,
    /// From one line to the next, from the end of one mark to the next, how far each line is shifted.
    spacing: (f32, f32, f32),
}

enum Shape {
    Words(Vec<Glyph>),
    Logo(RgbaImage),
}

impl Motif {
    fn of(font: &FontRef<'_>, mark: &Mark, width: f32, height: f32) -> Self {
        let long = width.max(height);
        let alone = if mark.position == WatermarkPosition::Tiled { 1.0 } else { ALONE };
        if let Some(logo) = &mark.logo {
            let (across, down) = (logo.width().max(1) as f32, logo.height().max(1) as f32);
            let scale = (long * LOGO_SHARE * alone / across).min(height * 0.5 / down);
            let (across, down) = ((across * scale).max(1.0), (down * scale).max(1.0));
            let logo = image::imageops::thumbnail(logo, across as u32, down as u32);
            return Self {
                shape: Shape::Logo(logo),
                width: across,
                height: down,
                spacing: (down * 2.2, across * 0.6, across * 0.8),
            };
        }
        let mut letters = (long * LETTER_SHARE * alone).max(11.0);
        let (mut glyphs, mut length) = line(font, &mark.text, letters);
        let room = width * (1.0 - 2.0 * EDGE);
        if mark.position != WatermarkPosition::Tiled && length > room {
            letters = (letters * room / length).max(SMALLEST);
            (glyphs, length) = line(font, &mark.text, letters);
        }
        let spacing = (LINE_STEP * letters, GAP * letters, SHIFT * letters);
        Self { shape: Shape::Words(glyphs), width: length, height: letters, spacing }
    }

    /// Where on a picture of this size the mark's left upper corner goes.
    fn places(&self, position: WatermarkPosition, width: f32, height: f32) -> Vec<(f32, f32)> {
        let edge = width.max(height) * EDGE;
        let (right, bottom) = (width - self.width - edge, height - self.height - edge);
        match position {
            WatermarkPosition::Tiled => self.tiles(width, height),
            WatermarkPosition::Center => vec![((width - self.width) / 2.0, (height - self.height) / 2.0)],
            WatermarkPosition::TopLeft => vec![(edge, edge)],
            WatermarkPosition::TopRight => vec![(right, edge)],
            WatermarkPosition::BottomLeft => vec![(edge, bottom)],
            WatermarkPosition::BottomRight => vec![(right, bottom)],
        }
    }

    fn tiles(&self, width: f32, height: f32) -> Vec<(f32, f32)> {
        let (line_step, gap, shift) = self.spacing;
        let mut places = Vec::new();
        let (mut top, mut row) = (0.0, 0.0);
        while top < height {
            let mut left = -((row * shift) % (self.width + gap));
            while left < width {
                places.push((left, top));
                left += self.width + gap;
            }
            top += line_step;
            row += 1.0;
        }
        places
    }
}

/// The glyphs of one mark, side by side from 0, and its length in pixels.
fn line(font: &FontRef<'_>, text: &str, height: f32) -> (Vec<Glyph>, f32) {
    let text = if text.trim().is_empty() { "PicMe" } else { text.trim() };
    let scaled = font.as_scaled(PxScale::from(height));
    let mut glyphs = Vec::new();
    let mut at = 0.0;
    let mut before = None;
    for letter in text.chars().take(60) {
        let id = font.glyph_id(letter);
        if let Some(before) = before {
            at += scaled.kern(before, id);
        }
        glyphs.push(id.with_scale_and_position(PxScale::from(height), point(at, 0.0)));
        at += scaled.h_advance(id);
        before = Some(id);
    }
    (glyphs, at.max(height))
}

/// White letters with a dark edge below: seen on snow and at night.
fn stamp(picture: &mut RgbImage, font: &FontRef<'_>, glyph: &Glyph, (left, baseline): (f32, f32), opacity: f32) {
    let shadow = (glyph.scale.y / 22.0).max(1.0);
    for (offset, colour) in [(shadow, [0_u8; 3]), (0.0, [255; 3])] {
        let mut glyph = glyph.clone();
        glyph.position.x += left + offset;
        glyph.position.y += baseline + offset;
        let Some(outline) = font.outline_glyph(glyph) else { continue };
        let bounds = outline.px_bounds();
        outline.draw(|x, y, cover| {
            let (x, y) = (bounds.min.x as i64 + i64::from(x), bounds.min.y as i64 + i64::from(y));
            if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
                && let Some(pixel) = picture.get_pixel_mut_checked(x, y)
            {
                cover_pixel(pixel, colour, cover.clamp(0.0, 1.0) * opacity);
            }
        });
    }
}

/// Lays a logo over the picture; what hangs over the edge is left out.
fn lay(picture: &mut RgbImage, logo: &RgbaImage, (left, top): (i64, i64), opacity: f32) {
    for (x, y, mark) in logo.enumerate_pixels() {
        if let (Ok(x), Ok(y)) = (u32::try_from(left + i64::from(x)), u32::try_from(top + i64::from(y)))
            && let Some(pixel) = picture.get_pixel_mut_checked(x, y)
        {
            let [red, green, blue, alpha] = mark.0;
            cover_pixel(pixel, [red, green, blue], f32::from(alpha) / 255.0 * opacity);
        }
    }
}

fn cover_pixel(pixel: &mut image::Rgb<u8>, colour: [u8; 3], strength: f32) {
    for (value, mark) in pixel.0.iter_mut().zip(colour) {
        *value = (f32::from(*value) * (1.0 - strength) + f32::from(mark) * strength).round() as u8;
    }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    fn words(text: &str, position: WatermarkPosition) -> Mark {
        Mark { text: text.to_owned(), position, opacity: 0.34, logo: None, version: 0 }
    }

    #[test]
    fn every_part_of_a_picture_is_marked() {
        let plain = RgbImage::from_pixel(900, 600, Rgb([120, 120, 120]));
        let marked = draw(plain.clone(), &words("Anna & Jonas · 21 June", WatermarkPosition::Tiled)).expect("drawn");
        for (left, top) in [(0, 0), (300, 0), (600, 0), (0, 300), (300, 300), (600, 300)] {
            let changed = (left..left + 300)
                .flat_map(|x| (top..top + 300).map(move |y| (x, y)))
                .filter(|&(x, y)| marked.get_pixel(x, y) != plain.get_pixel(x, y))
                .count();
            assert!(changed > 900, "{changed} marked pixels of 90,000 at {left}, {top}");
        }
    }

    #[test]
    fn an_event_without_a_drawable_name_is_marked_too() {
        let plain = RgbImage::from_pixel(480, 320, Rgb([120, 120, 120]));
        assert_ne!(draw(plain.clone(), &words("  ", WatermarkPosition::Tiled)).expect("drawn"), plain);
    }

    #[test]
    fn every_position_marks_a_picture_however_long_the_words_and_small_the_picture() {
        let logo = RgbaImage::from_pixel(300, 100, image::Rgba([255, 0, 0, 255]));
        for &position in WatermarkPosition::ALL {
            for (width, height) in [(480, 320), (60, 400), (8, 8)] {
                let plain = RgbImage::from_pixel(width, height, Rgb([120, 120, 120]));
                let words = words(&"wide ".repeat(12), position);
                for mark in [words.clone(), Mark { logo: Some(logo.clone()), ..words }] {
                    let marked = draw(plain.clone(), &mark).expect("drawn");
                    assert_ne!(marked, plain, "{position} on {width} × {height}");
                }
            }
        }
    }
}
