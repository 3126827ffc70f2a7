//! Labelled pictures with all of their faces.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::{FaceId, PhotoId};
use faces::{DecodeLimits, Engine, Face, GalleryFace, PersonFace, decode};
use sha2::{Digest, Sha256};

use crate::cli::Failure;
use crate::cli::evaluate::cores::on_every_core;
use crate::cli::evaluate::{nearest_the_centre, pictures};

/// A picture of somebody, who is in its middle; others may be in the background.
#[derive(Clone)]
pub(in crate::cli::evaluate) struct Portrait {
    pub(in crate::cli::evaluate) person: String,
    /// All faces, that in the middle first.
    faces: Vec<Face>,
}

impl Portrait {
    /// The face in the middle.
    pub(in crate::cli::evaluate) fn face(&self) -> &Face {
        &self.faces[0]
    }

    /// The face in the middle as one of an event, in a photo of its own.
    pub(in crate::cli::evaluate) fn in_a_gallery(&self) -> GalleryFace {
        let (face, photo) = (FaceId::new(), PhotoId::new());
        GalleryFace {
            face,
            photo,
            embedding: self.face().embedding.clone(),
            quality: self.face().quality.overall,
            person: None,
        }
    }

    /// All faces as those of a photo that has just come, that in the middle first.
    pub(super) fn arrives(&self) -> Vec<PersonFace> {
        let photo = PhotoId::new();
        let face = |face: &Face| PersonFace {
            face: FaceId::new(),
            photo,
            embedding: face.embedding.clone(),
            quality: face.quality.overall,
            sure: face.sure,
        };
        self.faces.iter().map(face).collect()
    }
}

/// The portraits in folders of folders, one a person; equal files once. A picture without a detected face is left out and named.
pub(in crate::cli::evaluate) fn portraits(engine: &Engine, dirs: &[PathBuf]) -> Result<Vec<Portrait>, Failure> {
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

fn portrait(engine: &Engine, file: &Path) -> Result<Option<Portrait>, Failure> {
    let photo = decode(&fs::read(file)?, &DecodeLimits::default())?;
    let person = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let faces = engine.faces(&photo.pixels)?;
    Ok(nearest_the_centre(faces.clone(), &photo.pixels).map(|middle| {
        let others = faces.into_iter().filter(|face| *face != middle);
        Portrait { person, faces: std::iter::once(middle.clone()).chain(others).collect() }
    }))
}
