//! `picme faces IMAGE… [--json]`

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use faces::{DecodeLimits, Engine, Face, Settings, decode};
use serde::Serialize;

use super::Outcome;

/// Find and describe the faces of pictures.
///
/// One line a picture. A picture that cannot be read gets a line as well, and the exit status is 1 at the end.
#[derive(Debug, Args)]
pub(super) struct Faces {
    /// JPEG, PNG or WebP files.
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
    /// One JSON object a line: boxes, landmarks, quality, embeddings, milliseconds.
    #[arg(long)]
    json: bool,
}

impl Faces {
    pub(super) fn run(self) -> Outcome {
        let engine = crate::engine(Settings::photo())?;
        let mut unreadable = 0;
        for path in &self.images {
            let line = match describe(&engine, path) {
                Ok(picture) if self.json => serde_json::to_string(&picture)?,
                Ok(picture) => picture.to_string(),
                Err(error) => {
                    unreadable += 1;
                    let failure =
                        Unreadable { file: path.display().to_string(), error: super::sentence(error.as_ref()) };
                    if self.json {
                        serde_json::to_string(&failure)?
                    } else {
                        format!("{}: {}", failure.file, failure.error)
                    }
                }
            };
            println!("{line}");
        }
        match unreadable {
            0 => Ok(()),
            1 => Err("1 picture could not be read; its line says why".into()),
            _ => Err(format!("{unreadable} pictures could not be read; their lines say why").into()),
        }
    }
}

fn describe(engine: &Engine, path: &Path) -> Result<Picture, super::Failure> {
    let mut watch = Stopwatch(Instant::now());
    let photo = decode(&std::fs::read(path)?, &DecodeLimits::default())?;
    let decode = watch.lap();
    let candidates = engine.detect(&photo.pixels)?;
    let detect = watch.lap();
    let faces = engine.describe(&photo.pixels, &candidates)?;
    let embed = watch.lap();
    Ok(Picture {
        file: path.display().to_string(),
        width: photo.pixels.width,
        height: photo.pixels.height,
        faces: faces.iter().map(FaceLine::from).collect(),
        ms: Milliseconds { decode, detect, embed },
    })
}

/// Measures one step after the other.
struct Stopwatch(Instant);

impl Stopwatch {
    /// Milliseconds since the last lap, with one decimal.
    fn lap(&mut self) -> f64 {
        let elapsed = self.0.elapsed();
        self.0 = Instant::now();
        (elapsed.as_secs_f64() * 10_000.0).round() / 10.0
    }
}

/// What is said of a picture. The names are part of PicMe's outside.
#[derive(Debug, Serialize)]
struct Picture {
    file: String,
    width: u32,
    height: u32,
    faces: Vec<FaceLine>,
    ms: Milliseconds,
}

#[derive(Debug, Serialize)]
struct FaceLine {
    /// x, y, width, height in pixels of the upright picture.
    #[serde(rename = "box")]
    bounds: [f32; 4],
    score: f32,
    landmarks: Vec<[f32; 2]>,
    /// 0 to 1.
    quality: f32,
    embedding: Vec<f32>,
}

#[derive(Debug, Serialize)]
struct Milliseconds {
    decode: f64,
    detect: f64,
    /// Landmarks, chips and embeddings of all faces.
    embed: f64,
}

#[derive(Debug, Serialize)]
struct Unreadable {
    file: String,
    error: String,
}

impl From<&Face> for FaceLine {
    fn from(face: &Face) -> Self {
        let bounds = face.bounds;
        Self {
            bounds: [bounds.x, bounds.y, bounds.width, bounds.height],
            score: face.score,
            landmarks: face.landmarks.to_vec(),
            quality: face.quality.overall,
            embedding: face.embedding.as_slice().to_vec(),
        }
    }
}

impl std::fmt::Display for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Milliseconds { decode, detect, embed } = self.ms;
        write!(f, "{}: {} × {}, {} faces", self.file, self.width, self.height, self.faces.len())?;
        write!(f, " (decode {decode} ms, detect {detect} ms, embed {embed} ms)")?;
        for face in &self.faces {
            let [x, y, width, height] = face.bounds;
            write!(
                f,
                "\n  {width:.0} × {height:.0} at {x:.0}, {y:.0}; score {:.2}, quality {:.2}",
                face.score, face.quality
            )?;
        }
        Ok(())
    }
}
