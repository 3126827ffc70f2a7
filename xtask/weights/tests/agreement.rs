//! The converted networks say what face-api says: on the six demo photos, network by network, face-api running live in node on the
//! same numbers. And each test flips one bit of the weights and must notice.

#[path = "agreement/bench.rs"]
mod bench;

use bench::{Bench, Scored};
use faces::{Detection, Engine, Patch, Pixels, Preview, letterbox, square_crop};
use weights::Form;

/// Landmarks may differ by this much, in pixels of the network's 112 × 112 input.
const LANDMARK_TOLERANCE: f32 = 0.5;
/// Embeddings of one chip: at least this cosine.
const LEAST_COSINE: f32 = 0.9999;
/// Boxes: at least this intersection over union, and this much difference between scores.
const LEAST_IOU: f32 = 0.99;
const SCORE_TOLERANCE: f32 = 0.002;

#[test]
fn the_detector_agrees_with_face_api() {
    let bench = Bench::open();
    let squares: Vec<Patch> = bench.photos.iter().map(|photo| letterbox(photo, 512).expect("fits").patch).collect();
    let answers = bench.ask("detector", &squares);
    let compare = |engine: &Engine| {
        squares.iter().zip(&answers).enumerate().try_for_each(|(number, (square, answer))| {
            let ours = engine.detect_at_level(&picture(square), 0).expect("runs");
            same_detections(number + 1, &ours, &answer.boxes())
        })
    };
    for form in [Form::Float, Form::Codes] {
        compare(&bench.engine(form, &[])).expect("the detector agrees");
    }
    compare(&bench.engine(Form::Float, &["detector"])).expect_err("a flipped bit of the detector is noticed");
}

#[test]
fn the_preview_agrees_with_face_api() {
    let bench = Bench::open();
    let side = 416;
    let squares: Vec<Patch> = bench.photos.iter().map(|photo| letterbox(photo, side).expect("fits").patch).collect();
    let answers = bench.ask("preview", &squares);
    assert!(answers.iter().map(|answer| answer.boxes().len()).sum::<usize>() >= 6, "there are faces to compare");
    let compare = |preview: &Preview| {
        squares.iter().zip(&answers).enumerate().try_for_each(|(number, (square, answer))| {
            same_detections(number + 1, &preview.detect(&picture(square)).expect("runs"), &answer.boxes())
        })
    };
    for form in [Form::Float, Form::Codes] {
        compare(&bench.preview(form, false, side)).expect("the preview agrees");
    }
    compare(&bench.preview(Form::Float, true, side)).expect_err("a flipped bit of the preview is noticed");
}

#[test]
fn the_landmarks_agree_with_face_api() {
    let bench = Bench::open();
    let engine = bench.engine(Form::Float, &[]);
    let mut crops = Vec::new();
    for photo in &bench.photos {
        for face in engine.faces(photo).expect("runs") {
            crops.push(square_crop(photo, &face.bounds).expect("cuts").expect("inside").patch);
        }
    }
    assert_eq!(crops.len(), 22, "faces of the demo photos");
    let answers = bench.ask("landmarks", &crops);
    let compare = |engine: &Engine| {
        crops.iter().zip(&answers).enumerate().try_for_each(|(number, (crop, answer))| {
            let ours = engine.patch_landmarks(crop).expect("runs");
            let apart = |(a, b): (&[f32; 2], &[f32; 2])| (a[0] - b[0]).hypot(a[1] - b[1]);
            let furthest = ours.iter().zip(&answer.points()).map(apart).fold(0.0, f32::max);
            check(furthest < LANDMARK_TOLERANCE, || format!("face {number}: a landmark is {furthest} px away"))
        })
    };
    compare(&engine).expect("the landmarks agree");
    compare(&bench.engine(Form::Codes, &[])).expect("the landmarks agree in 8 bits");
    compare(&bench.engine(Form::Float, &["landmarks"])).expect_err("a flipped bit of the landmark network is noticed");
}

#[test]
fn the_embeddings_agree_with_face_api() {
    let bench = Bench::open();
    let engine = bench.engine(Form::Float, &[]);
    let mut chips = Vec::new();
    for photo in &bench.photos {
        for face in engine.faces(photo).expect("runs") {
            chips.push(engine.chip(photo, &face.landmarks).expect("a chip"));
        }
    }
    let answers = bench.ask("recognition", &chips);
    let compare = |engine: &Engine| {
        chips.iter().zip(&answers).enumerate().try_for_each(|(number, (chip, answer))| {
            let [ours, _] = engine.raw_embeddings(chip).expect("runs");
            let theirs = answer.numbers();
            let cosine = dot(&ours, &theirs) / (dot(&ours, &ours) * dot(&theirs, &theirs)).sqrt();
            check(cosine >= LEAST_COSINE, || format!("face {number}: cosine {cosine}"))
        })
    };
    compare(&engine).expect("the embeddings agree");
    compare(&bench.engine(Form::Codes, &[])).expect("the embeddings agree in 8 bits");
    compare(&bench.engine(Form::Float, &["recognition"]))
        .expect_err("a flipped bit of the recognition network is noticed");
}

/// The same faces at the same places with the same scores.
fn same_detections(photo: usize, ours: &[Detection], theirs: &[Scored]) -> Result<(), String> {
    check(ours.len() == theirs.len(), || {
        format!("photo {photo}: {} detections, face-api has {}", ours.len(), theirs.len())
    })?;
    theirs.iter().try_for_each(|their| {
        let their_bounds = their.bounds();
        let best = ours.iter().max_by(|a, b| a.bounds.iou(&their_bounds).total_cmp(&b.bounds.iou(&their_bounds)));
        let Some(our) = best else { return Err(format!("photo {photo}: nothing detected")) };
        let (iou, apart) = (our.bounds.iou(&their_bounds), (our.score - their.score).abs());
        check(iou >= LEAST_IOU && apart <= SCORE_TOLERANCE, || {
            format!("photo {photo}: overlap {iou}, scores {} and {}", our.score, their.score)
        })
    })
}

/// A patch as a picture; its numbers are whole.
fn picture(patch: &Patch) -> Pixels {
    let side = patch.side as u32;
    Pixels { width: side, height: side, rgb: bench::interleaved(patch).map(|value| value as u8).collect() }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn check(right: bool, problem: impl FnOnce() -> String) -> Result<(), String> {
    if right { Ok(()) } else { Err(problem()) }
}
