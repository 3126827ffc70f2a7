//! `picme evaluate pairs PAIRS DIR [--json] [--as scan]`

mod list;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use domain::Embedding;
use faces::{DecodeLimits, Engine, Settings, decode};
use serde::Serialize;

use self::list::{Pair, PairList};
use super::super::Outcome;
use super::cores::on_every_core;
use super::nearest_the_centre;
use super::verification::{Score, Verification, verify};

/// Same person or not: pairs of pictures, in the format of Labeled Faces in the Wild.
///
/// The face nearest a picture's centre counts. A pair with an undetected face is an error, whatever it should be.
#[derive(Debug, Args)]
#[expect(clippy::struct_field_names, reason = "the name of the argument")]
pub(in crate::cli) struct Pairs {
    /// The list of pairs: `NAME i j` for one person, `NAME i NAME j` for two; the first line has the number of folds and of pairs in each, or
    /// the number of pairs alone.
    pairs: PathBuf,
    /// The pictures: `NAME/NAME_0001.jpg`.
    dir: PathBuf,
    /// One JSON object instead of lines to read.
    #[arg(long)]
    json: bool,
    /// Whose configuration is measured.
    #[arg(long = "as", value_enum, default_value_t = Configuration::Photo, value_name = "WHO")]
    configuration: Configuration,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Configuration {
    /// The server's, for photos of an event.
    Photo,
    /// The scanner's, for a guest's selfie.
    Scan,
}

impl Pairs {
    pub(super) fn run(self) -> Outcome {
        let list = PairList::parse(&fs::read_to_string(&self.pairs).map_err(|e| unreadable(&self.pairs, &e))?)?;
        let settings = match self.configuration {
            Configuration::Photo => Settings::photo(),
            Configuration::Scan => Settings::scan(),
        };
        let engine = crate::engine(settings)?;
        let files: Vec<PathBuf> = list.pictures().iter().map(|picture| self.dir.join(picture)).collect();
        let found = on_every_core(&files, |file| describe(&engine, file))?;
        let faces: BTreeMap<&str, Option<&Embedding>> =
            list.pictures().into_iter().zip(found.iter().map(Option::as_ref)).collect();
        let score = |pair: &Pair| Score {
            same: pair.same,
            fold: pair.fold,
            similarity: match (faces[pair.pictures[0].as_str()], faces[pair.pictures[1].as_str()]) {
                (Some(one), Some(other)) => Some(one.cosine(other)),
                _ => None,
            },
        };
        let scores: Vec<Score> = list.pairs.iter().map(score).collect();
        let report = Report::new(&verify(&scores), scores.len(), found.iter().filter(|face| face.is_none()).count());
        println!("{}", if self.json { serde_json::to_string(&report)? } else { report.to_string() });
        Ok(())
    }
}

/// What is said in the end. The names are part of PicMe's outside.
#[derive(Debug, Serialize)]
struct Report {
    pairs: usize,
    /// Share of pairs told rightly, 0 to 1: the mean over the folds.
    accuracy: f32,
    /// Standard deviation over the folds; without folds that of a share of so many pairs.
    accuracy_std: f32,
    /// Share of wrong acceptances where it equals that of wrong refusals.
    eer: f32,
    /// Share of same pairs accepted, by the share of different pairs accepted.
    tar: BTreeMap<&'static str, f32>,
    /// Similarity from which a pair is accepted: the mean over the folds.
    threshold: f32,
    /// `other_folds`: each fold is told by the threshold that is best for the others; `best`: by the one that is best for all.
    threshold_from: &'static str,
    /// Pictures without a detected face.
    not_detected: usize,
}

impl Report {
    fn new(result: &Verification, pairs: usize, not_detected: usize) -> Self {
        Self {
            pairs,
            accuracy: result.accuracy,
            accuracy_std: result.accuracy_std,
            eer: result.eer,
            tar: BTreeMap::from([("1e-2", result.tar_at_1e2), ("1e-3", result.tar_at_1e3)]),
            threshold: result.threshold,
            threshold_from: if result.folds > 1 { "other_folds" } else { "best" },
            not_detected,
        }
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { pairs, accuracy, accuracy_std, eer, tar, threshold, threshold_from, not_detected } = self;
        writeln!(f, "{pairs} pairs, {not_detected} pictures without a detected face")?;
        writeln!(f, "accuracy  {accuracy:.4} ± {accuracy_std:.4} at {threshold:.4} ({threshold_from})")?;
        write!(f, "EER {eer:.4}; accepted at a false-match rate of 1e-2: {:.4}, 1e-3: {:.4}", tar["1e-2"], tar["1e-3"])
    }
}

fn describe(engine: &Engine, file: &Path) -> Result<Option<Embedding>, crate::cli::Failure> {
    let bytes = fs::read(file).map_err(|error| unreadable(file, &error))?;
    let photo = decode(&bytes, &DecodeLimits::default()).map_err(|error| unreadable(file, &error))?;
    let faces = engine.faces(&photo.pixels)?;
    Ok(nearest_the_centre(faces, &photo.pixels).map(|face| face.embedding))
}

fn unreadable(path: &Path, error: &dyn Error) -> String {
    format!("{} cannot be read ({error}); give the list of pairs and the folder of its pictures", path.display())
}
