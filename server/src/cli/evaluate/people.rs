//! `picme evaluate people DIR [--json] [--orders N] [--seed N]`

mod album;
mod arrivals;
mod b_cubed;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use faces::{Facts, PersonFace, Settings, sort_people};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use serde::Serialize;

use super::super::Outcome;
pub(super) use album::{Portrait, portraits};
use b_cubed::Agreement;

/// Whose faces are taken for one person's, of portraits: a folder a person.
///
/// The photos come one by one, with everybody who is in the background, and are then put in order, as the server does it; that is measured of the
/// faces in the middle. Of several orders of the photos the one with the lowest F1 is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct People {
    /// The folder of folders.
    dir: PathBuf,
    /// One JSON object instead of lines to read.
    #[arg(long)]
    json: bool,
    /// Orders in which the photos come.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    orders: u8,
    /// What the orders start from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl People {
    pub(super) fn run(self) -> Outcome {
        let portraits = portraits(&crate::engine(Settings::photo())?, &[self.dir])?;
        let names: Vec<&str> = portraits.iter().map(|portrait| portrait.person.as_str()).collect();
        let mut random = StdRng::seed_from_u64(self.seed);
        let orders: Vec<(Agreement, Agreement)> =
            (0..self.orders).map(|_| in_random_order(&portraits, &names, &mut random)).collect();
        let lowest = |one: fn(&(Agreement, Agreement)) -> Agreement| {
            orders.iter().map(one).min_by(|a, b| a.f1.total_cmp(&b.f1)).unwrap_or(one(&orders[0]))
        };
        let photos: Vec<Vec<PersonFace>> = portraits.iter().map(Portrait::arrives).collect();
        let report = Report {
            shipped: lowest(|(_, repaired)| *repaired),
            true_people: names.iter().collect::<BTreeSet<_>>().len(),
            one_by_one: lowest(|(arrived, _)| *arrived),
            all_at_once: Agreement::measure(&repaired(&photos), &names),
        };
        println!("{}", if self.json { serde_json::to_string(&report)? } else { report.to_string() });
        Ok(())
    }
}

/// How good people are after the photos have come one by one, and after the repair that follows.
fn in_random_order(portraits: &[Portrait], names: &[&str], random: &mut StdRng) -> (Agreement, Agreement) {
    let mut order: Vec<usize> = (0..portraits.len()).collect();
    order.shuffle(random);
    // Ids are made when a photo comes.
    let photos: Vec<Vec<PersonFace>> = order.iter().map(|at| portraits[*at].arrives()).collect();
    let names: Vec<&str> = order.iter().map(|at| names[*at]).collect();
    let arrived: Vec<Option<usize>> = arrivals::one_by_one(photos.iter()).into_iter().map(|faces| faces[0]).collect();
    (Agreement::measure(&arrived, &names), Agreement::measure(&repaired(&photos), &names))
}

/// The person of each photo's first face after a repair.
fn repaired(photos: &[Vec<PersonFace>]) -> Vec<Option<usize>> {
    let faces: Vec<PersonFace> = photos.iter().flatten().cloned().collect();
    let mut people = sort_people(&faces, &Facts::default()).into_iter();
    let mut of_photo = |photo: &Vec<PersonFace>| {
        let faces: Vec<Option<faces::Person>> = people.by_ref().take(photo.len()).collect();
        faces[0].map(|person| person as usize)
    };
    photos.iter().map(&mut of_photo).collect()
}

/// What is said in the end. The names are part of PicMe's outside.
#[derive(Debug, Serialize)]
struct Report {
    /// One by one, then repaired.
    #[serde(flatten)]
    shipped: Agreement,
    true_people: usize,
    /// Before the repair.
    one_by_one: Agreement,
    /// The repair alone.
    all_at_once: Agreement,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { shipped, true_people, one_by_one, all_at_once } = self;
        writeln!(f, "one by one, then repaired: {shipped}, truly {true_people}")?;
        writeln!(f, "one by one, not repaired:  {one_by_one}")?;
        write!(f, "all at once:               {all_at_once}")
    }
}
