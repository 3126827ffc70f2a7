//! `picme evaluate event DIR… [--json] [--frames N] [--min-photos N] [--seed N]`

mod answers;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use domain::Embedding;
use faces::{Gallery, Probe, Settings};
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use serde::Serialize;

use super::super::Outcome;
use super::people::{Portrait, portraits};
use answers::Answered;

/// How often the frames of every guest are drawn.
const DRAWS: usize = 3;
/// False-match rates at which the share of own photos is told.
const RATES: [(f64, &str); 3] = [(1e-3, "1e-3"), (1e-4, "1e-4"), (1e-5, "1e-5")];
/// Samples of the guests for the interval.
const SAMPLES: usize = 1_000;

/// Guests who look for their photos in one large event made of portraits: a folder a person.
///
/// People with enough photos are guests: some of their photos are the scan, the rest are theirs to find among all others. Several
/// folders are one event; people of one name are one person, equal files count once.
#[derive(Debug, Args)]
pub(in crate::cli) struct Event {
    /// The folders of folders.
    #[arg(required = true)]
    dirs: Vec<PathBuf>,
    /// One JSON object instead of lines to read.
    #[arg(long)]
    json: bool,
    /// Photos that are a guest's scan.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=5))]
    frames: u8,
    /// Photos from which a person is a guest; at least one more than the frames.
    #[arg(long, default_value_t = 8)]
    min_photos: usize,
    /// What the draws start from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The scores of one guest in one draw.
struct Search {
    guest: usize,
    own: Vec<f32>,
    others: Vec<f32>,
    certain: Counted,
    certain_or_maybe: Counted,
    answered: Answered,
}

/// Faces that the product answered with.
#[derive(Clone, Copy, Default)]
struct Counted {
    own: usize,
    others: usize,
}

impl Event {
    pub(super) fn run(self) -> Outcome {
        let frames = usize::from(self.frames);
        if self.min_photos <= frames {
            return Err(format!("--min-photos {} leaves nothing to find after {frames} frames", self.min_photos).into());
        }
        let portraits = portraits(&crate::engine(Settings::photo())?, &self.dirs)?;
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, portrait) in portraits.iter().enumerate() {
            of.entry(&portrait.person).or_default().push(index);
        }
        let guests: Vec<&Vec<usize>> = of.values().filter(|photos| photos.len() >= self.min_photos).collect();
        if guests.is_empty() {
            return Err(format!("nobody has {} photos; lower --min-photos", self.min_photos).into());
        }
        let mut random = StdRng::seed_from_u64(self.seed);
        let mut searches = Vec::new();
        for _ in 0..DRAWS {
            searches.extend(draw(&portraits, &guests, frames, &mut random)?);
        }
        let report = Report::new(&searches, guests.len(), portraits.len(), &mut random);
        println!("{}", if self.json { serde_json::to_string(&report)? } else { report.to_string() });
        Ok(())
    }
}

/// Every guest's frames are taken out of the event, and every guest looks.
fn draw(
    portraits: &[Portrait],
    guests: &[&Vec<usize>],
    frames: usize,
    random: &mut StdRng,
) -> Result<Vec<Search>, crate::cli::Failure> {
    let scans: Vec<Vec<usize>> =
        guests.iter().map(|photos| photos.choose_multiple(random, frames).copied().collect()).collect();
    let taken: Vec<usize> = scans.iter().flatten().copied().collect();
    let mut order: Vec<usize> = (0..portraits.len()).filter(|index| !taken.contains(index)).collect();
    order.shuffle(random);
    let mut person_of = BTreeMap::new();
    let faces = order.into_iter().map(|index| {
        let face = portraits[index].in_a_gallery();
        person_of.insert(face.face, portraits[index].person.as_str());
        face
    });
    let gallery = Gallery::new(faces.collect());
    let search = |(guest, scan): (usize, &Vec<usize>)| {
        let name = portraits[scan[0]].person.as_str();
        let looks: Vec<Embedding> = scan.iter().map(|index| portraits[*index].face().embedding.clone()).collect();
        let probe = Probe { embedding: Embedding::mean(&looks)?, frames };
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for (score, found) in gallery.scores(&probe.embedding).into_iter().zip(gallery.faces()) {
            if person_of[&found.face] == name { &mut own } else { &mut others }.push(score);
        }
        let matches = gallery.find(&probe);
        let count = |found: &[faces::Match]| {
            let own = found.iter().filter(|found| person_of[&found.face] == name).count();
            Counted { own, others: found.len() - own }
        };
        let (certain, maybe) = (count(&matches.certain), count(&matches.maybe));
        let certain_or_maybe = Counted { own: certain.own + maybe.own, others: certain.others + maybe.others };
        let answered = answers::answer(&gallery, &matches, |face| person_of[&face] == name);
        Ok(Search { guest, own, others, certain, certain_or_maybe, answered })
    };
    scans.iter().enumerate().map(search).collect()
}

/// What is said in the end. The names are part of PicMe's outside.
#[derive(Debug, Serialize)]
struct Report {
    guests: usize,
    faces: usize,
    /// Share of own photos found, by the false-match rate over all pairs of a guest and somebody else's face.
    found: BTreeMap<&'static str, f64>,
    /// Where [`Self::found`] lies for 95 % of other choices of guests.
    interval: BTreeMap<&'static str, [f64; 2]>,
    product: Product,
    yes_answers: YesAnswers,
}

/// The matcher as it ships, at the thresholds that it ships with.
#[derive(Debug, Serialize)]
struct Product {
    /// Share of own photos opened.
    recall: f64,
    /// Share of the pairs of a guest and somebody else's face that were opened.
    false_rate: f64,
    /// Share of own photos opened or asked about.
    maybe_recall: f64,
    /// Share of the other pairs that were opened or asked about.
    maybe_false_rate: f64,
}

/// The same once every guest has answered truthfully whatever "Is this you?" asked.
#[derive(Debug, Serialize)]
struct YesAnswers {
    /// Share of own photos open.
    recall: f64,
    /// Share of the pairs of a guest and somebody else's face that are open: answers open none of them by themselves.
    false_rate: f64,
    /// Questions a scan.
    questions: f64,
    /// Questions a scan about somebody else.
    questions_about_others: f64,
}

impl Report {
    fn new(searches: &[Search], guests: usize, faces: usize, random: &mut StdRng) -> Self {
        let all: Vec<&Search> = searches.iter().collect();
        let thresholds = thresholds(&all);
        let mut samples: [Vec<f64>; RATES.len()] = Default::default();
        for _ in 0..SAMPLES {
            let drawn: Vec<usize> = (0..guests).map(|_| random.random_range(0..guests)).collect();
            let sample: Vec<&Search> =
                drawn.iter().flat_map(|guest| searches.iter().filter(move |search| search.guest == *guest)).collect();
            // The thresholds stay: it is the guests that vary.
            for (shares, threshold) in samples.iter_mut().zip(thresholds) {
                shares.push(share_above(&sample, threshold));
            }
        }
        let interval = |shares: &mut Vec<f64>| {
            shares.sort_by(f64::total_cmp);
            [shares[SAMPLES / 40], shares[SAMPLES - 1 - SAMPLES / 40]]
        };
        let sum = |of: fn(&Search) -> usize| all.iter().map(|search| of(search)).sum::<usize>() as f64;
        let (own, others) = (sum(|s| s.own.len()), sum(|s| s.others.len()));
        Self {
            guests,
            faces,
            found: RATES.iter().zip(thresholds).map(|((_, name), line)| (*name, share_above(&all, line))).collect(),
            interval: RATES.iter().zip(&mut samples).map(|((_, name), shares)| (*name, interval(shares))).collect(),
            product: Product {
                recall: sum(|s| s.certain.own) / own,
                false_rate: sum(|s| s.certain.others) / others,
                maybe_recall: sum(|s| s.certain_or_maybe.own) / own,
                maybe_false_rate: sum(|s| s.certain_or_maybe.others) / others,
            },
            yes_answers: YesAnswers {
                recall: sum(|s| s.answered.own) / own,
                false_rate: sum(|s| s.answered.others) / others,
                questions: sum(|s| s.answered.asked) / searches.len() as f64,
                questions_about_others: sum(|s| s.answered.about_others) / searches.len() as f64,
            },
        }
    }
}

/// For each of [`RATES`] the score that so large a share of the other pairs exceeds.
fn thresholds(searches: &[&Search]) -> [f32; RATES.len()] {
    let mut others: Vec<f32> = searches.iter().flat_map(|search| search.others.iter().copied()).collect();
    others.sort_by(|a, b| b.total_cmp(a));
    RATES.map(|(rate, _)| others.get((rate * others.len() as f64) as usize).copied().unwrap_or(f32::MAX))
}

fn share_above(searches: &[&Search], threshold: f32) -> f64 {
    let own = || searches.iter().flat_map(|search| &search.own);
    own().filter(|score| **score > threshold).count() as f64 / own().count().max(1) as f64
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { guests, faces, found, interval, product, yes_answers } = self;
        writeln!(f, "{guests} guests, {faces} faces, {DRAWS} draws")?;
        for (rate, share) in found {
            let [low, high] = interval[rate];
            writeln!(f, "found at a false-match rate of {rate}: {share:.4} ({low:.4} to {high:.4})")?;
        }
        let Product { recall, false_rate, maybe_recall, maybe_false_rate } = product;
        writeln!(f, "as shipped: {recall:.4} opened, falsely {false_rate:.1e}")?;
        writeln!(f, "opened or asked about: {maybe_recall:.4}, falsely {maybe_false_rate:.1e}")?;
        let YesAnswers { recall, false_rate, questions, questions_about_others } = yes_answers;
        write!(
            f,
            "after all answers: {recall:.4} opened, falsely {false_rate:.1e}; {questions:.2} questions a scan, "
        )?;
        write!(f, "{questions_about_others:.2} of them about others")
    }
}
