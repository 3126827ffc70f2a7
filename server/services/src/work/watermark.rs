//! The watermark of public copies: the event's name, repeated across the picture, so that no crop is free of it.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use image::RgbImage;

/// Height of the letters as a share of the picture's long side.
const LETTER_SHARE: f32 = 0.036;
/// How strongly the letters cover the picture, 0 to 1: legible on every picture, faces stay recognisable.
const STRENGTH: f32 = 0.34;
/// Distance between lines, in letter heights.
const LINE_STEP: f32 = 4.5;
/// Distance between two marks on a line, in letter heights.
const GAP: f32 = 3.0;
/// How far each line is shifted against the one above, in letter heights.
const SHIFT: f32 = 5.0;

/// The built-in font could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the built-in font could not be read")]
pub(super) struct FontError(#[from] ab_glyph::InvalidFont);

/// Draws the mark over the whole picture.
pub(super) fn draw(mut picture: RgbImage, text: &str) -> Result<RgbImage, FontError> {
    let font = FontRef::try_from_slice(dejavu::sans::bold())?;
    let height = (picture.width().max(picture.height()) as f32 * LETTER_SHARE).max(11.0);
    let (glyphs, length) = line(&font, text, height);
    let mut baseline = height;
    let mut row = 0.0;
    while baseline < picture.height() as f32 + height {
        let mut left = -((row * SHIFT * height) % (length + GAP * height));
        while left < picture.width() as f32 {
            for glyph in &glyphs {
                stamp(&mut picture, &font, glyph, left, baseline);
            }
            left += length + GAP * height;
        }
        baseline += LINE_STEP * height;
        row += 1.0;
    }
    Ok(picture)
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
fn stamp(picture: &mut RgbImage, font: &FontRef<'_>, glyph: &Glyph, left: f32, baseline: f32) {
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
                let strength = cover.clamp(0.0, 1.0) * STRENGTH;
                for (value, mark) in pixel.0.iter_mut().zip(colour) {
                    *value = (f32::from(*value) * (1.0 - strength) + f32::from(mark) * strength).round() as u8;
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn every_part_of_a_picture_is_marked() {
        let plain = RgbImage::from_pixel(900, 600, Rgb([120, 120, 120]));
        let marked = draw(plain.clone(), "Anna & Jonas · 21 June").expect("drawn");
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
        assert_ne!(draw(plain.clone(), "  ").expect("drawn"), plain);
    }
}
