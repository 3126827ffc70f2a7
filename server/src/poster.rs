//! The printable sign of an event: its name, the QR code, and three lines on what to do. A PDF, all of it vectors.

use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont};
use domain::ProblemCode;
use krilla::Document;
use krilla::color::{luma, rgb};
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Paint};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use serde::Deserialize;

use crate::qr;
use crate::refusal::Refusal;

/// The sheets that posters are printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sheet {
    /// For a wall.
    #[default]
    A4,
    /// For a table.
    A6,
}

impl Sheet {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A6 => "a6",
        }
    }

    /// Width and height in millimetres (ISO 216).
    const fn millimetres(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A6 => (105.0, 148.0),
        }
    }
}

/// What a poster says.
pub(crate) struct Poster {
    pub(crate) name: String,
    pub(crate) date: String,
    /// Where it is, or nothing. Lines of their own: a line is drawn in one script.
    pub(crate) place: String,
    /// What the QR code opens.
    pub(crate) link: String,
    /// The code to be typed, in words.
    pub(crate) code: String,
    /// What to do.
    pub(crate) lines: [String; 3],
    pub(crate) language: &'static str,
}

/// Points in a millimetre.
const POINT: f32 = 72.0 / 25.4;
/// Everything is laid out on A4; smaller sheets have the same shape.
const WIDTH: f32 = 210.0 * POINT;
/// Between the content and the edge of the sheet.
const MARGIN: f32 = 52.0;
/// Side of the QR code with its quiet zone.
const CODE_SIDE: f32 = 320.0;
/// The white around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;
/// Distance between baselines, in letter heights.
const LINE: f32 = 1.25;

/// A block of text that wraps, and shrinks until it fits.
struct Block<'a> {
    text: &'a str,
    face: &'a Face,
    largest: f32,
    smallest: f32,
    /// The height it has to fit in.
    height: f32,
    fill: Fill,
}

/// A font to measure with and to draw with.
struct Face {
    measure: FontRef<'static>,
    draw: Font,
}

impl Face {
    fn read(bytes: &'static [u8]) -> Result<Self, Refusal> {
        let faces = FontRef::try_from_slice(bytes).ok().zip(Font::new(bytes.into(), 0));
        faces.map(|(measure, draw)| Self { measure, draw }).ok_or_else(|| failed("a built-in font could not be read"))
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        // ab_glyph's scale is the height from descender to ascender, a size is that of the em square.
        let per_em = self.measure.units_per_em().unwrap_or(2048.0);
        let scaled = self.measure.as_scaled(PxScale::from(size * self.measure.height_unscaled() / per_em));
        text.chars().map(|letter| scaled.h_advance(scaled.glyph_id(letter))).sum()
    }
}

fn failed(what: &str) -> Refusal {
    tracing::error!(what, "a poster could not be made");
    ProblemCode::Internal.into()
}

/// The poster as a PDF of one page.
pub(crate) fn pdf(poster: &Poster, sheet: Sheet) -> Result<Vec<u8>, Refusal> {
    let (regular, bold) = (Face::read(dejavu::sans::regular())?, Face::read(dejavu::sans::bold())?);
    let (width, height) = sheet.millimetres();
    let settings = PageSettings::from_wh(width * POINT, height * POINT).ok_or_else(|| failed("a sheet has no size"))?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(poster.name.clone()).language(poster.language.to_owned()));
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let scale = width * POINT / WIDTH;
    surface.push_transform(&Transform::from_scale(scale, scale));
    draw(&mut surface, poster, &regular, &bold)?;
    surface.pop();
    surface.finish();
    page.finish();
    document.finish().map_err(|error| failed(&format!("{error:?}")))
}

fn draw(surface: &mut Surface<'_>, poster: &Poster, regular: &Face, bold: &Face) -> Result<(), Refusal> {
    let numbered: Vec<String> =
        poster.lines.iter().zip(1..).map(|(line, number)| format!("{number}. {line}")).collect();
    let block = |text, face, largest, smallest, height, fill| Block { text, face, largest, smallest, height, fill };
    let name = block(&poster.name, bold, 50.0, 15.0, 168.0, ink());
    let date = block(&poster.date, regular, 19.0, 10.0, 26.0, soft());
    let place = block(&poster.place, regular, 19.0, 9.0, 44.0, soft());
    let mut top = MARGIN;
    top += name.draw(surface, top) + 8.0;
    top += date.draw(surface, top);
    place.draw(surface, top);
    // From here on everything stands where it always stands, however long the name is.
    top = 300.0;
    let (modules, across) = qr::modules(&poster.link)?;
    code(surface, &modules, across, top)?;
    top += CODE_SIDE + 6.0;
    block(&poster.code, bold, 18.0, 9.0, 26.0, ink()).draw(surface, top);
    top += 46.0;
    for line in &numbered {
        block(line, regular, 15.0, 9.0, 22.0, ink()).draw(surface, top);
        top += 28.0;
    }
    block(&poster.link, regular, 11.0, 6.0, 16.0, soft()).draw(surface, top + 8.0);
    Ok(())
}

/// The code's dark modules, those side by side as one.
fn code(surface: &mut Surface<'_>, modules: &[bool], across: usize, top: f32) -> Result<(), Refusal> {
    let side = CODE_SIDE / (across + 2 * QUIET) as f32;
    let (left, top) = ((WIDTH - CODE_SIDE) / 2.0 + QUIET as f32 * side, top + QUIET as f32 * side);
    let mut path = PathBuilder::new();
    for (row, line) in modules.chunks(across).enumerate() {
        let mut column = 0;
        while column < across {
            let run = line[column..].iter().take_while(|&&dark| dark).count();
            let (x, y) = (left + column as f32 * side, top + row as f32 * side);
            if let Some(rect) = Rect::from_xywh(x, y, run as f32 * side, side).filter(|_| run > 0) {
                path.push_rect(rect);
            }
            column += run.max(1);
        }
    }
    surface.set_fill(Some(Fill::default()));
    surface.draw_path(&path.finish().ok_or_else(|| failed("a QR code has no dark modules"))?);
    Ok(())
}

impl Block<'_> {
    /// Draws it centred between the margins; answers its height.
    fn draw(&self, surface: &mut Surface<'_>, top: f32) -> f32 {
        let (left, width) = (MARGIN, WIDTH - 2.0 * MARGIN);
        let (size, lines) = self.fit(width);
        surface.set_fill(Some(self.fill.clone()));
        for (line, number) in lines.iter().zip(1_u16..) {
            let x = left + (width - self.face.width(line, size)) / 2.0;
            let baseline = top + f32::from(number) * size * LINE - size * (LINE - 1.0);
            let start = Point::from_xy(x, baseline);
            surface.draw_text(start, self.face.draw.clone(), size, line, false, TextDirection::Auto);
        }
        lines.len() as f32 * size * LINE
    }

    /// The largest size at which it fits, and its lines.
    fn fit(&self, width: f32) -> (f32, Vec<String>) {
        let mut size = self.largest;
        loop {
            let lines = wrap(self.text, |text| self.face.width(text, size) <= width);
            if size <= self.smallest || lines.len() as f32 * size * LINE <= self.height {
                return (size, lines);
            }
            size = (size - 1.0).max(self.smallest);
        }
    }
}

/// Lines that fit: broken between words, and within a word that is longer than a line.
fn wrap(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn ink() -> Fill {
    filled(luma::Color::black().into())
}

fn soft() -> Fill {
    filled(rgb::Color::new(92, 86, 79).into())
}

fn filled(paint: Paint) -> Fill {
    Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poster(name: &str) -> Poster {
        Poster {
            name: name.to_owned(),
            date: "20 June 2026".to_owned(),
            place: "Schloß Schönbrunn".to_owned(),
            link: "https://picme.example/e/7k2m9011ab".to_owned(),
            code: "7k2m9-011ab".to_owned(),
            lines: ["Scan the code.", "Look into the camera.", "Your photos open."].map(str::to_owned),
            language: "en",
        }
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn each_sheet_has_its_own_size() {
        let a4 = text(&pdf(&poster("Anna & Jonas"), Sheet::A4).expect("a poster"));
        let a6 = text(&pdf(&poster("Anna & Jonas"), Sheet::A6).expect("a poster"));
        assert!(a4.starts_with("%PDF-") && a6.starts_with("%PDF-"));
        // 210 × 297 mm and 105 × 148 mm in points.
        assert!(a4.contains("/MediaBox[0 0 595.2"), "no A4 page");
        assert!(a6.contains("/MediaBox[0 0 297.6"), "no A6 page");
    }

    #[test]
    fn every_name_is_drawn() {
        let long = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(5);
        for name in ["Jürgen & Zoë", "حفل زفاف ليلى", "", "🎉 婚礼", &long, &"a b ".repeat(50)] {
            assert!(pdf(&poster(name), Sheet::A6).expect("a poster").starts_with(b"%PDF"), "{name}");
        }
    }

    #[test]
    fn text_is_broken_between_words_and_within_long_ones() {
        let fits = |text: &str| text.chars().count() <= 6;
        assert_eq!(wrap("one two  three", fits), ["one", "two", "three"]);
        assert_eq!(wrap("a b c d", fits), ["a b c", "d"]);
        assert_eq!(wrap("abcdefghij k", fits), ["abcdef", "ghij k"]);
        assert_eq!(wrap("", fits), Vec::<String>::new());
    }

    #[test]
    fn a_long_name_shrinks_until_it_fits() {
        let face = Face::read(dejavu::sans::bold()).expect("a font");
        let fit = |text: &str| {
            let block = Block { text, face: &face, largest: 50.0, smallest: 15.0, height: 178.0, fill: ink() };
            block.fit(WIDTH - 2.0 * MARGIN)
        };
        let short = fit("Anna & Jonas");
        assert_eq!((short.0, short.1.len()), (50.0, 1));
        let (size, lines) = fit(&"M".repeat(200));
        assert!(size < 50.0 && lines.len() as f32 * size * LINE <= 178.0, "{size} pt, {} lines", lines.len());
    }
}
