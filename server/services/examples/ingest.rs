//! What `cargo xtask bench ingest` measures of PicMe: photos from their files to their faces and copies, as a worker makes them.
//!
//!     ingest NETWORKS OUT.json PHOTO…

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use faces::{DecodeLimits, Engine, Face, Pixels, Settings, Weights};
use serde_json::{Value, json};
use services::work::{Mark, Processed, Stage, compute};

/// Times a photo is measured, after one that warms up.
const RUNS: usize = 5;
/// What the copies are marked with.
const MARK: &str = "Anna & Jonas";

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(networks), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("ingest NETWORKS OUT.json PHOTO…".into());
    };
    let photos: Vec<PathBuf> = arguments.collect();
    let engine = engine(&networks)?;
    let alone: Vec<Value> = photos.iter().map(|photo| measured(&engine, photo)).collect::<Result<_, _>>()?;
    let memory_alone = most_memory();
    let rate_at_once = at_once(&engine, &photos)?;
    let settings = Settings::photo();
    let report = json!({
        "settings": {
            "levels": settings.levels,
            "min_score": settings.min_score,
            "min_height": settings.min_height,
            "candidate_score": settings.candidate_score,
            "sure_score": settings.sure_score,
            "close_look": settings.close_look,
            "runs": RUNS,
            "mark": MARK,
            "copies": kind_of_copies(&engine, &photos)?,
        },
        "photos": alone,
        "memory": { "alone": memory_alone, "at_once": most_memory() },
        "at_once": rate_at_once,
    });
    fs::write(out, report.to_string())?;
    Ok(())
}

fn engine(networks: &Path) -> Result<Engine, Failure> {
    let read = |name: &str| fs::read(networks.join(name)).map_err(|error| format!("{name}: {error}"));
    let (detector, landmarks, recognition) =
        (read("detector.onnx")?, read("landmarks.onnx")?, read("recognition.onnx")?);
    let weights = Weights { preview: &[], detector: &detector, landmarks: &landmarks, recognition: &recognition };
    Ok(Engine::new(&weights, Settings::photo())?)
}

/// One photo, again and again: seconds by stage, and what was found.
fn measured(engine: &Engine, photo: &Path) -> Result<Value, Failure> {
    let bytes = fs::read(photo)?;
    let mut runs = Vec::new();
    let mut faces = Vec::new();
    for run in 0..=RUNS {
        let (seconds, processed) = staged(engine, &bytes)?;
        if run > 0 {
            runs.push(seconds);
        }
        faces = processed.faces;
    }
    let faces: Vec<Value> = faces.iter().map(described).collect();
    Ok(json!({ "name": photo.file_stem().map(|name| name.to_string_lossy()), "runs": runs, "faces": faces }))
}

fn described(face: &Face) -> Value {
    let bounds = face.bounds;
    json!({
        "bounds": [bounds.x, bounds.y, bounds.width, bounds.height],
        "embedding": face.embedding.as_slice().to_vec(),
    })
}

/// Seconds that each stage took.
fn staged(engine: &Engine, bytes: &[u8]) -> Result<(Value, Processed), Failure> {
    let mut stages = Vec::new();
    let mut begun = Instant::now();
    let mark = Mark::words(MARK);
    let processed = compute(bytes, &DecodeLimits::default(), engine, &mark, |stage| {
        stages.push((stage, begun.elapsed()));
        begun = Instant::now();
    })?;
    let took = |wanted| stages.iter().filter(|(stage, _)| *stage == wanted).map(|(_, time)| *time).sum::<Duration>();
    let embedding = embedding(engine, bytes, &processed.faces)?;
    let seconds = json!({
        "decode": took(Stage::Decoded).as_secs_f64(),
        "resize": took(Stage::Resized).as_secs_f64(),
        "detect": took(Stage::Detected).as_secs_f64(),
        "align": took(Stage::Described).saturating_sub(embedding).as_secs_f64(),
        "embed": embedding.as_secs_f64(),
        "renditions": took(Stage::Copied).as_secs_f64(),
    });
    Ok((seconds, processed))
}

/// How much of the time for describing faces is embedding: the same chips once more.
fn embedding(engine: &Engine, bytes: &[u8], faces: &[Face]) -> Result<Duration, Failure> {
    let photo: Pixels = faces::decode(bytes, &DecodeLimits::default())?.pixels;
    let mut sum = Duration::ZERO;
    for face in faces {
        let Some(chip) = engine.chip(&photo, &face.landmarks) else { continue };
        let begun = Instant::now();
        engine.embed(&chip)?;
        sum += begun.elapsed();
    }
    Ok(sum)
}

/// All photos with as many at once as there are cores, two at most: photos a second.
fn at_once(engine: &Engine, photos: &[PathBuf]) -> Result<f64, Failure> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(2);
    let files: Vec<Vec<u8>> = photos.iter().map(fs::read).collect::<Result<_, _>>()?;
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let work = |worker: usize| {
            for bytes in files.iter().cycle().skip(worker).step_by(workers).take(files.len()) {
                complete(engine, bytes)?;
            }
            Ok::<(), Failure>(())
        };
        let started: Vec<_> = (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        started.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| Err("a worker panicked".into())))
    })?;
    Ok((files.len() * workers) as f64 / begun.elapsed().as_secs_f64())
}

fn complete(engine: &Engine, bytes: &[u8]) -> Result<Processed, Failure> {
    Ok(compute(bytes, &DecodeLimits::default(), engine, &Mark::words(MARK), |_| {})?)
}

/// What format the copies have, for the peer to make the same.
fn kind_of_copies(engine: &Engine, photos: &[PathBuf]) -> Result<&'static str, Failure> {
    let processed = complete(engine, &fs::read(photos.first().ok_or("no photos")?)?)?;
    let webp = processed.copies().next().is_some_and(|file| file.starts_with(b"RIFF"));
    Ok(if webp { "webp" } else { "jpeg" })
}

/// The most memory that this process has had, in bytes, where the system says so (Linux: `VmHWM`).
fn most_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
