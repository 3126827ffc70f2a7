//! `picme evaluate people DIR [--json]`

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::{Embedding, FaceId, PhotoId};
use faces::{DecodeLimits, Engine, Gallery, GalleryFace, Settings, decode};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::super::Outcome;
use super::cores::on_every_core;
use super::{nearest_the_centre, pictures};

/// Whose faces are taken for one person's, of portraits: a folder a person.
#[derive(Debug, Args)]
pub(in crate::cli) struct People {
    /// The folder of folders.
    dir: PathBuf,
    /// One JSON object instead of lines to read.
    #[arg(long)]
    json: bool,
}

/// The face in the middle of a picture, and whose it is.
pub(super) struct Portrait {
    pub(super) person: String,
    pub(super) embedding: Embedding,
    pub(super) quality: f32,
}

impl Portrait {
    /// The face as one of an event, in a photo of its own.
    pub(super) fn in_a_gallery(&self) -> GalleryFace {
        let (face, photo) = (FaceId::new(), PhotoId::new());
        GalleryFace { face, photo, embedding: self.embedding.clone(), quality: self.quality, person: None }
    }
}

/// The portraits in folders of folders, one a person; equal files once. A picture without a detected face is left out and named.
pub(super) fn portraits(engine: &Engine, dirs: &[PathBuf]) -> Result<Vec<Portrait>, crate::cli::Failure> {
    let mut files = Vec::new();
    let mut known = BTreeSet::new();
    for dir in dirs {
        for file in pictures(dir)? {
            if known.insert(Sha256::digest(fs::read(&file)?)) {
                files.push(file);
            }
        }
    }
    let seen = on_every_core(&files, |file| portrait(engine, file))?;
    for (file, _) in files.iter().zip(&seen).filter(|(_, portrait)| portrait.is_none()) {
        eprintln!("{}: no face was detected", file.display());
    }
    Ok(seen.into_iter().flatten().collect())
}

fn portrait(engine: &Engine, file: &Path) -> Result<Option<Portrait>, crate::cli::Failure> {
    let photo = decode(&fs::read(file)?, &DecodeLimits::default())?;
    let person = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let face = nearest_the_centre(engine.faces(&photo.pixels)?, &photo.pixels);
    Ok(face.map(|face| Portrait { person, embedding: face.embedding, quality: face.quality.overall }))
}

impl People {
    pub(super) fn run(self) -> Outcome {
        let portraits = portraits(&crate::engine(Settings::photo())?, &[self.dir])?;
        let mut name_of = BTreeMap::new();
        let faces = portraits.iter().map(|portrait| {
            let face = portrait.in_a_gallery();
            name_of.insert(face.face, portrait.person.as_str());
            face
        });
        let gallery = Gallery::new(faces.collect());
        let names: Vec<&str> = gallery.faces().iter().map(|face| name_of[&face.face]).collect();
        let report = b_cubed(&gallery.people(), &names);
        println!("{}", if self.json { serde_json::to_string(&report)? } else { report.to_string() });
        Ok(())
    }
}

/// What is said in the end. The names are part of PicMe's outside.
#[derive(Debug, Serialize)]
struct Report {
    /// Of the faces that are taken for a face's person, the share that is; the mean over all faces.
    precision: f64,
    /// Of the faces that are a face's person, the share that is taken for it; the mean over all faces.
    recall: f64,
    /// The harmonic mean of both.
    f1: f64,
    people: usize,
    true_people: usize,
}

/// B-cubed (Bagga and Baldwin 1998).
fn b_cubed<P: Ord>(people: &[P], names: &[&str]) -> Report {
    fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
        let mut counts = BTreeMap::new();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
        counts
    }
    let both = counted(people.iter().zip(names));
    let (of_person, of_name) = (counted(people.iter()), counted(names.iter()));
    let mean = |share: &dyn Fn((&P, &&str), usize) -> f64| {
        let faces = both.iter().map(|((person, name), count)| share((person, name), *count) * *count as f64);
        faces.sum::<f64>() / people.len().max(1) as f64
    };
    let precision = mean(&|(person, _), count| count as f64 / of_person[person] as f64);
    let recall = mean(&|(_, name), count| count as f64 / of_name[name] as f64);
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    Report { precision, recall, f1, people: of_person.len(), true_people: of_name.len() }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { precision, recall, f1, people, true_people } = self;
        writeln!(f, "{people} people, truly {true_people}")?;
        write!(f, "B-cubed precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_of_a_known_case() {
        let same = b_cubed(&[0, 0, 1], &["a", "a", "b"]);
        assert!((same.f1 - 1.0).abs() < 1e-9);
        // Three of a and one of b in one group; one of b alone.
        let mixed = b_cubed(&[0, 0, 0, 0, 1], &["a", "a", "a", "b", "b"]);
        assert!((mixed.precision - (3.0 * 0.75 + 0.25 + 1.0) / 5.0).abs() < 1e-9);
        assert!((mixed.recall - (3.0 + 0.5 + 0.5) / 5.0).abs() < 1e-9);
    }
}
