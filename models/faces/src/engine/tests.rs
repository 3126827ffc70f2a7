//! The engine over fakes: what happens between the networks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::network::Tensor;
use crate::shapes::LANDMARKS_112;

/// Gives boxes of the finest map: (cell's row, cell's column, logit).
struct Boxes {
    found: Vec<(usize, usize, f32)>,
    runs: Arc<AtomicUsize>,
}

impl Network for Boxes {
    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        let cells = input.shape[2] / 16;
        let anchors = cells * cells * 3
            + [32, 64, 128, 256, 512].iter().map(|stride| input.shape[2].div_ceil(*stride).pow(2) * 6).sum::<usize>();
        let mut logits = vec![-9.0; anchors * 3];
        for (row, column, logit) in &self.found {
            logits[(row * cells + column) * 9 + 1] = *logit;
        }
        let boxes = Tensor { shape: vec![1, anchors, 4], values: vec![0.0; anchors * 4] };
        Ok(vec![boxes, Tensor { shape: vec![1, anchors, 3], values: logits }])
    }
}

/// Always says the same.
struct Always(Vec<f32>);

impl Network for Always {
    fn run(&self, _: Tensor) -> Result<Vec<Tensor>, NetworkError> {
        Ok(vec![Tensor { shape: vec![1, self.0.len()], values: self.0.clone() }])
    }
}

/// Breaks.
struct Broken;

impl Network for Broken {
    fn run(&self, _: Tensor) -> Result<Vec<Tensor>, NetworkError> {
        Err(NetworkError::other("no power"))
    }
}

/// A level's side, and what it finds there: row, column, score.
type Level = (u32, Vec<(usize, usize, f32)>);

/// What each level finds, and an engine that counts the detector's runs.
fn engine(levels: Vec<Level>) -> (Engine, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let boxes = |found| Box::new(Boxes { found, runs: Arc::clone(&runs) }) as Box<dyn Network>;
    let average = LANDMARKS_112.iter().flatten().map(|v| v / 112.0).collect();
    let networks = Networks {
        quick: None,
        detectors: levels.into_iter().map(|(side, found)| (side, boxes(found))).collect(),
        landmarks: Box::new(Always(average)),
        recognition: Box::new(Always(vec![0.5; 256])),
    };
    (Engine::with_networks(networks, Settings::photo()), runs)
}

fn photo(side: u32) -> Pixels {
    Pixels { width: side, height: side, rgb: vec![120; (side * side * 3) as usize] }
}

#[test]
fn a_face_seen_at_two_levels_is_one() {
    // Both boxes are 51.2 px of the input around the middle of the photo: one is half as large as the other, inside it.
    let (engine, _) = engine(vec![(512, vec![(16, 16, 3.0)]), (1024, vec![(32, 32, 2.0)])]);
    let analysis = engine.analyse(&photo(1024)).expect("runs");
    assert_eq!(analysis.faces.len(), 1);
    assert_eq!(analysis.kind, PhotoKind::Individual);
    assert!(analysis.faces[0].score > 0.95);
    assert!((analysis.faces[0].bounds.width - 102.4).abs() < 0.01, "the better one stays");
}

#[test]
fn faces_of_different_levels_come_together() {
    let (engine, _) = engine(vec![(512, vec![(5, 5, 3.0)]), (1024, vec![(40, 40, 2.0)])]);
    let analysis = engine.analyse(&photo(1024)).expect("runs");
    assert_eq!(analysis.faces.len(), 2);
}

#[test]
fn a_coarse_level_is_for_close_ups() {
    let found = |levels| engine(levels).0.detect(&photo(1024)).expect("runs").len();
    // Cut at the corner, the box is 33.6 px of the input: an eighth of 256.
    let small = || vec![(0, 0, 3.0)];
    assert_eq!(found(vec![(256, small()), (1024, vec![])]), 0, "a finer level knows better");
    assert_eq!(found(vec![(256, small())]), 1, "nobody else looks");
    assert_eq!(found(vec![(512, small()), (1024, vec![])]), 1);
    assert_eq!(found(vec![(128, vec![(3, 3, 3.0)]), (1024, vec![])]), 1, "51.2 px of 128 are a close-up");
}

#[test]
fn what_may_be_a_face_makes_a_photo_unsure_and_gets_no_embedding() {
    let (engine, _) = engine(vec![(512, vec![(4, 4, 3.0), (20, 20, -0.5)])]);
    let analysis = engine.analyse(&photo(512)).expect("runs");
    assert_eq!((analysis.faces.len(), analysis.candidates.len()), (1, 2));
    assert_eq!(analysis.kind, PhotoKind::Unsure);
    assert_eq!(engine.faces(&photo(512)).expect("runs"), analysis.faces);
}

#[test]
fn a_small_photo_is_not_blown_up() {
    let (engine, runs) = engine(vec![(512, vec![]), (1024, vec![])]);
    let found = |side| {
        let before = runs.load(Ordering::Relaxed);
        assert_eq!(engine.analyse(&photo(side)).expect("runs").kind, PhotoKind::Scenery);
        runs.load(Ordering::Relaxed) - before
    };
    assert_eq!(found(100), 1, "the smallest level always looks");
    assert_eq!(found(511), 1);
    assert_eq!(found(512), 2);
}

#[test]
fn what_is_found_in_a_smaller_copy_is_in_pixels_of_the_photo() {
    let (engine, runs) = engine(vec![(512, vec![(16, 16, 3.0)]), (1024, vec![(40, 40, 2.0)])]);
    let whole = engine.detect(&photo(2048)).expect("runs");
    let in_copy = engine.detect_in(&photo(2048), &photo(600)).expect("runs");
    assert!(in_copy.iter().zip(&whole).all(|(one, other)| one.bounds.iou(&other.bounds) > 0.999), "{in_copy:?}");
    assert_eq!(in_copy.len(), whole.len());
    assert_eq!((whole.len(), runs.load(Ordering::Relaxed)), (2, 4), "both levels look, each time");
}

#[test]
fn a_network_that_fails_is_an_error_with_its_cause() {
    let networks = Networks {
        quick: None,
        detectors: vec![(512, Box::new(Broken))],
        landmarks: Box::new(Broken),
        recognition: Box::new(Broken),
    };
    let error = Engine::with_networks(networks, Settings::photo()).faces(&photo(512)).expect_err("fails");
    let cause = std::error::Error::source(&error).expect("a cause");
    assert_eq!(cause.to_string(), "no power");
}

#[test]
fn weights_that_are_none_are_refused_by_name() {
    let weights = Weights { preview: b"", detector: b"", landmarks: b"", recognition: b"" };
    let error = Engine::new(&weights, Settings::photo()).err().expect("refuses");
    assert!(error.to_string().contains("detector"), "{error}");
}

#[test]
fn an_engine_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Engine>();
}
