//! `picme evaluate publicity DIR [--json]`

use std::fs;
use std::path::PathBuf;

use clap::Args;
use domain::photo::PhotoKind;
use faces::{DecodeLimits, Settings, decode};
use serde::Serialize;

use super::super::Outcome;
use super::cores::on_every_core;
use super::pictures;

/// What would have been published by mistake of pictures that show one person each: a folder a person.
#[derive(Debug, Args)]
pub(in crate::cli) struct Publicity {
    /// The folder of folders.
    dir: PathBuf,
    /// One JSON object instead of lines to read.
    #[arg(long)]
    json: bool,
}

/// How many of the pictures were taken for what. Only *group* and *scenery* are public.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Kinds {
    pub(super) individual: usize,
    pub(super) group: usize,
    pub(super) scenery: usize,
    pub(super) unsure: usize,
}

impl Kinds {
    pub(super) fn count(&mut self, kind: PhotoKind) {
        *match kind {
            PhotoKind::Individual => &mut self.individual,
            PhotoKind::Group => &mut self.group,
            PhotoKind::Scenery => &mut self.scenery,
            PhotoKind::Unsure => &mut self.unsure,
        } += 1;
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.individual += other.individual;
        self.group += other.group;
        self.scenery += other.scenery;
        self.unsure += other.unsure;
    }
}

impl std::fmt::Display for Kinds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { individual, group, scenery, unsure } = self;
        write!(f, "{individual} individual, {unsure} unsure; public: {group} group, {scenery} scenery")
    }
}

impl Publicity {
    pub(super) fn run(self) -> Outcome {
        let files = pictures(&self.dir)?;
        let engine = crate::engine(Settings::photo())?;
        let kinds = on_every_core(&files, |file| {
            let photo = decode(&fs::read(file)?, &DecodeLimits::default())?;
            Ok(engine.analyse(&photo.pixels)?.kind)
        })?;
        let mut count = Kinds::default();
        for (file, kind) in files.iter().zip(kinds) {
            if kind.is_public() {
                eprintln!("{}: {kind}", file.display());
            }
            count.count(kind);
        }
        println!("{}", if self.json { serde_json::to_string(&count)? } else { count.to_string() });
        Ok(())
    }
}
