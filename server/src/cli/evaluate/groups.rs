//! `picme evaluate groups FACES.json DIR [--json]`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::photo::PhotoKind;
use faces::{Bounds, DecodeLimits, Engine, Pixels, Settings, decode};
use serde::{Deserialize, Serialize};

use super::super::Outcome;
use super::cores::on_every_core;
use super::publicity::Kinds;

/// A detected box and a labelled one are the same face from this overlap (intersection over union) on.
const SAME_IOU: f32 = 0.35;
/// Face heights in pixels of the photo, each up to the next one. Smaller faces count for nothing.
const HEIGHTS: [(f32, &str); 4] = [(16.0, "16-24"), (24.0, "24-40"), (40.0, "40-80"), (80.0, "80+")];
/// How much of its surroundings a crop of one face takes on each side, in sizes of the face: as a portrait has it.
const SURROUNDINGS: f32 = 0.6;

/// Faces found and missed in photos with labelled boxes, and what would have been published by mistake.
#[derive(Debug, Args)]
pub(in crate::cli) struct Groups {
    /// The labels: `[{"file", "faces": [{"box": [x, y, width, height], "ignore"}]}]`. An ignored box counts neither as missed nor as
    /// falsely found.
    faces: PathBuf,
    /// The folder of the photos.
    dir: PathBuf,
    /// One JSON object instead of lines to read.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Deserialize)]
struct Labelled {
    file: String,
    faces: Vec<Label>,
}

#[derive(Debug, Deserialize)]
struct Label {
    #[serde(rename = "box")]
    bounds: [f32; 4],
    ignore: bool,
}

impl Label {
    fn bounds(&self) -> Bounds {
        let [x, y, width, height] = self.bounds;
        Bounds { x, y, width, height }
    }

    /// Whether it counts: large enough, and nothing to ignore.
    fn counts(&self) -> bool {
        !self.ignore && self.bounds[3] >= HEIGHTS[0].0
    }
}

/// What one photo showed, or several together.
#[derive(Debug, Default)]
struct Seen {
    photos: usize,
    /// Found and labelled, by [`HEIGHTS`].
    found: [(usize, usize); HEIGHTS.len()],
    wrong: usize,
    leaks: Leaks,
    kinds: Kinds,
    crops: Kinds,
}

/// What would have been seen by everybody and must not.
#[derive(Clone, Debug, Default, Serialize)]
struct Leaks {
    /// Crops of a photo with one labelled face that were taken for *group* or *scenery*.
    individual_as_public: usize,
    /// Photos with labelled faces, and crops of one face, that were taken for *scenery*.
    faces_as_scenery: usize,
}

impl Groups {
    pub(super) fn run(self) -> Outcome {
        let unreadable = |error: &dyn std::error::Error| {
            format!(
                "{} cannot be read ({error}); give a list of labelled faces and the folder of its photos",
                self.faces.display()
            )
        };
        let text = fs::read_to_string(&self.faces).map_err(|error| unreadable(&error))?;
        let photos: Vec<Labelled> = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        let by_file: BTreeMap<PathBuf, &Labelled> =
            photos.iter().map(|photo| (self.dir.join(&photo.file), photo)).collect();
        let files: Vec<PathBuf> = by_file.keys().cloned().collect();
        let engine = crate::engine(Settings::photo())?;
        let seen = on_every_core(&files, |file| look(&engine, file, by_file[file]))?;
        let mut all = Seen::default();
        let mut by: BTreeMap<String, Seen> = BTreeMap::new();
        for (file, seen) in files.iter().zip(&seen) {
            all.add(seen);
            by.entry(group(&by_file[file].file)).or_default().add(seen);
        }
        let report =
            Report { all: all.figures(), by: by.iter().map(|(name, seen)| (name.clone(), seen.figures())).collect() };
        println!("{}", if self.json { serde_json::to_string(&report)? } else { report.to_string() });
        Ok(())
    }
}

/// The first two parts of a file's name: what kind of photo it is.
fn group(file: &str) -> String {
    file.split('_').take(2).collect::<Vec<_>>().join("_")
}

fn look(engine: &Engine, file: &Path, labelled: &Labelled) -> Result<Seen, crate::cli::Failure> {
    let bytes = fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let photo = decode(&bytes, &DecodeLimits::default())?.pixels;
    let analysis = engine.analyse(&photo)?;
    let boxes: Vec<Bounds> = analysis.faces.iter().map(|face| face.bounds).collect();
    let mut seen = compare(&boxes, &labelled.faces);
    seen.kinds.count(analysis.kind);
    if labelled.faces.iter().any(Label::counts) && analysis.kind == PhotoKind::Scenery {
        seen.leaks.faces_as_scenery += 1;
    }
    for crop in single_crops(&photo, &labelled.faces) {
        let kind = engine.analyse(&crop)?.kind;
        seen.crops.count(kind);
        seen.leaks.individual_as_public += usize::from(kind.is_public());
        seen.leaks.faces_as_scenery += usize::from(kind == PhotoKind::Scenery);
    }
    Ok(seen)
}

/// Pairs boxes (best first) with labels, each label once.
fn compare(boxes: &[Bounds], labels: &[Label]) -> Seen {
    let mut seen = Seen { photos: 1, ..Seen::default() };
    let mut taken = vec![false; labels.len()];
    for found in boxes {
        let free = labels.iter().enumerate().filter(|(index, label)| !label.counts() || !taken[*index]);
        let overlaps = free.map(|(index, label)| (index, found.iou(&label.bounds())));
        match overlaps.max_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((index, iou)) if iou >= SAME_IOU => taken[index] = true,
            _ => seen.wrong += 1,
        }
    }
    for (label, taken) in labels.iter().zip(taken).filter(|(label, _)| label.counts()) {
        let height = HEIGHTS.iter().rposition(|(from, _)| label.bounds[3] >= *from).unwrap_or(0);
        seen.found[height].1 += 1;
        seen.found[height].0 += usize::from(taken);
    }
    seen
}

/// A crop around each face of 40 pixels or more into which no other labelled face reaches.
fn single_crops(photo: &Pixels, labels: &[Label]) -> Vec<Pixels> {
    let large = labels.iter().enumerate().filter(|(_, label)| !label.ignore && label.bounds[3] >= HEIGHTS[2].0);
    let parts = large.filter_map(|(index, label)| {
        let part = surroundings(photo, &label.bounds());
        let mut others = labels.iter().enumerate().filter(|(other, _)| *other != index);
        others.all(|(_, other)| part.overlap(&other.bounds()) <= 0.0).then_some(part)
    });
    parts.map(|part| crop(photo, &part)).collect()
}

fn surroundings(photo: &Pixels, face: &Bounds) -> Bounds {
    let (x, y) = ((face.x - face.width * SURROUNDINGS).max(0.0), (face.y - face.height * SURROUNDINGS).max(0.0));
    let right = (face.x + face.width * (1.0 + SURROUNDINGS)).min(photo.width as f32);
    let bottom = (face.y + face.height * (1.0 + SURROUNDINGS)).min(photo.height as f32);
    Bounds { x: x.floor(), y: y.floor(), width: (right - x).floor(), height: (bottom - y).floor() }
}

fn crop(photo: &Pixels, part: &Bounds) -> Pixels {
    let (left, top, width, height) = (part.x as usize, part.y as usize, part.width as usize, part.height as usize);
    let rows = photo.rgb.chunks_exact(photo.width as usize * 3).skip(top).take(height);
    let rgb = rows.flat_map(|row| row[left * 3..(left + width) * 3].iter().copied()).collect();
    Pixels { width: width as u32, height: height as u32, rgb }
}

impl Seen {
    fn add(&mut self, other: &Self) {
        self.photos += other.photos;
        self.wrong += other.wrong;
        for (mine, theirs) in self.found.iter_mut().zip(&other.found) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
        self.leaks.individual_as_public += other.leaks.individual_as_public;
        self.leaks.faces_as_scenery += other.leaks.faces_as_scenery;
        self.kinds.add(&other.kinds);
        self.crops.add(&other.crops);
    }

    fn figures(&self) -> Figures {
        let share = |(found, all): &(usize, usize)| (*all > 0).then(|| *found as f32 / *all as f32);
        Figures {
            photos: self.photos,
            recall: HEIGHTS.iter().zip(&self.found).map(|((_, name), counts)| (*name, share(counts))).collect(),
            faces: HEIGHTS.iter().zip(&self.found).map(|((_, name), counts)| (*name, counts.1)).collect(),
            false_per_photo: self.wrong as f32 / self.photos.max(1) as f32,
            would_leak: self.leaks.clone(),
            kinds: self.kinds.clone(),
            single_crops: self.crops.clone(),
        }
    }
}

/// What is said in the end. The names are part of PicMe's outside.
#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    all: Figures,
    /// The same for each kind of photo.
    by: BTreeMap<String, Figures>,
}

#[derive(Debug, Serialize)]
struct Figures {
    photos: usize,
    /// Share of labelled faces found, by height in pixels; none where there are none.
    recall: BTreeMap<&'static str, Option<f32>>,
    /// How many labelled faces there are, by height in pixels.
    faces: BTreeMap<&'static str, usize>,
    /// What is no labelled face, a photo.
    false_per_photo: f32,
    would_leak: Leaks,
    /// What the photos were taken for.
    kinds: Kinds,
    /// What the crops of single faces were taken for.
    single_crops: Kinds,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "all: {}", self.all)?;
        self.by.iter().try_for_each(|(name, figures)| write!(f, "\n{name}: {figures}"))
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} photos, {:.2} false a photo", self.photos, self.false_per_photo)?;
        for (height, recall) in &self.recall {
            let recall = recall.map_or_else(|| "   –".to_owned(), |share| format!("{share:.3}"));
            writeln!(f, "  {height:>6} px: {recall} of {}", self.faces[height])?;
        }
        let Leaks { individual_as_public, faces_as_scenery } = &self.would_leak;
        writeln!(f, "  would leak: {individual_as_public} individual as public, {faces_as_scenery} faces as scenery")?;
        writeln!(f, "  photos: {}", self.kinds)?;
        write!(f, "  crops of one face: {}", self.single_crops)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(x: f32, size: f32, ignore: bool) -> Label {
        Label { bounds: [x, 0.0, size, size], ignore }
    }

    #[test]
    fn a_label_is_found_once_and_an_ignored_one_counts_for_nothing() {
        let at = |x: f32, size: f32| label(x, size, false).bounds();
        let labels =
            [label(0.0, 30.0, false), label(100.0, 50.0, false), label(200.0, 50.0, true), label(300.0, 9.0, false)];
        let seen = compare(&[at(1.0, 30.0), at(2.0, 30.0), at(200.0, 48.0), at(300.0, 9.0), at(500.0, 40.0)], &labels);
        assert_eq!(seen.found, [(0, 0), (1, 1), (0, 1), (0, 0)]);
        assert_eq!(seen.wrong, 2, "a second box on one face, and one on nothing");
    }

    #[test]
    fn a_crop_shows_one_face() {
        let photo = Pixels { width: 400, height: 100, rgb: vec![7; 400 * 100 * 3] };
        let labels = [label(50.0, 50.0, false), label(100.0, 20.0, true), label(300.0, 60.0, false)];
        let crops = single_crops(&photo, &labels);
        assert_eq!(crops.len(), 1, "the first one's neighbour reaches into it");
        assert_eq!((crops[0].width, crops[0].height), (132, 96));
        assert_eq!(crops[0].rgb.len(), 132 * 96 * 3);
    }

    #[test]
    fn photos_are_grouped_by_the_start_of_their_names() {
        assert_eq!(group("20_Family_Group_Family_Group_20_22.jpg"), "20_Family");
    }
}
