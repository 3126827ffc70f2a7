//! The whole scanner on the package's real photos: the same code that runs in the browser, run natively.

mod common;

use domain::Embedding;
use domain::guidance::Guidance;
use domain::scanner::{FromScanner, ToScanner};
use faces::{Bounds, DecodeLimits, Pixels};
use scanner::Scanner;

use crate::common::{read, rgba, scanner};

/// The demo photo in which one woman is on the right, who is in the middle of the third one too.
const FIRST: &str = "models/weights/out/demo/sample1.jpg";

fn photo(path: &str) -> Pixels {
    faces::decode(&read(path), &DecodeLimits::default()).expect("a photo").pixels
}

fn take(scanner: &mut Scanner, frame: &Pixels, picture: bool) -> (Guidance, Option<Embedding>) {
    let message = ToScanner::Take { id: 7, width: frame.width, height: frame.height, picture };
    match scanner.receive(&message, rgba(frame)).expect("an answer") {
        FromScanner::Frame { id: 7, guidance, embedding, yaw } => {
            assert_eq!(embedding.is_some(), yaw.is_some());
            (guidance, embedding.map(|numbers| Embedding::try_from_unit(&numbers).expect("an embedding")))
        }
        other => panic!("{other:?}"),
    }
}

/// A square around a face, as a camera at arm's length sees it: `wide` times as wide as the face.
fn around(photo: &Pixels, face: &Bounds, wide: f32) -> Pixels {
    let side = (face.width.max(face.height) * wide) as u32;
    let [x, y] = face.center();
    let start = |middle: f32, whole: u32| (middle as u32).saturating_sub(side / 2).min(whole.saturating_sub(side));
    let (left, top) = (start(x, photo.width), start(y, photo.height));
    let (width, height) = (side.min(photo.width), side.min(photo.height));
    let mut rgb = Vec::new();
    for row in top..top + height {
        let from = (row * photo.width + left) as usize * 3;
        rgb.extend_from_slice(&photo.rgb[from..from + width as usize * 3]);
    }
    Pixels { width, height, rgb }
}

/// The faces of a photo, found by the engine as the server runs it.
fn served(photo: &Pixels) -> Vec<faces::Face> {
    let file = |name| read(&format!("models/weights/out/{name}.onnx"));
    let (detector, landmarks, recognition) = (file("detector"), file("landmarks"), file("recognition"));
    let weights =
        faces::Weights { preview: &[], detector: &detector, landmarks: &landmarks, recognition: &recognition };
    let engine = faces::Engine::new(&weights, faces::Settings::photo()).expect("an engine");
    engine.faces(photo).expect("faces")
}

#[test]
fn a_selfie_gives_the_vector_that_the_server_has() {
    let photo = photo(FIRST);
    let faces = served(&photo);
    assert!(faces.len() >= 3, "sample1 shows three people");
    let mut scanner = scanner();
    for face in &faces {
        let selfie = around(&photo, &face.bounds, 2.0);
        let (guidance, embedding) = take(&mut scanner, &selfie, true);
        assert_eq!(guidance, Guidance::Good);
        let cosine = embedding.expect("a vector").cosine(&face.embedding);
        assert!(cosine > 0.98, "the same pixels, found at another scale: {cosine}");
    }
}

#[test]
fn in_a_chosen_picture_the_largest_face_counts() {
    let photo = photo(FIRST);
    let faces = served(&photo);
    let largest = faces.iter().max_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area())).expect("a face");
    let (guidance, embedding) = take(&mut scanner(), &photo, true);
    assert_eq!(guidance, Guidance::Good);
    assert!(embedding.expect("a vector").cosine(&largest.embedding) > 0.98);
}

#[test]
fn the_camera_wants_one_face_and_says_so() {
    let mut scanner = scanner();
    let (guidance, embedding) = take(&mut scanner, &photo(FIRST), false);
    assert_eq!((guidance, embedding), (Guidance::SeveralFaces, None));
    let grey = Pixels { width: 480, height: 480, rgb: vec![90; 480 * 480 * 3] };
    for picture in [false, true] {
        assert_eq!(take(&mut scanner, &grey, picture), (Guidance::NoFace, None));
    }
}

#[test]
fn a_small_face_of_a_chosen_picture_is_found_in_its_parts() {
    let photo = photo(FIRST);
    let face = &served(&photo)[0];
    let portrait = around(&photo, &face.bounds, 1.8);
    // The face in a corner of a large grey wall: a twentieth of its width.
    let (width, height) = (portrait.width * 11, portrait.height * 11);
    let mut wall = Pixels { width, height, rgb: vec![110; (width * height * 3) as usize] };
    for row in 0..portrait.height {
        let from = (row * portrait.width * 3) as usize;
        let to = ((row + height / 5) * width + width / 5) as usize * 3;
        let line = &portrait.rgb[from..from + portrait.width as usize * 3];
        wall.rgb[to..to + line.len()].copy_from_slice(line);
    }
    let (guidance, embedding) = take(&mut scanner(), &wall, true);
    assert_eq!(guidance, Guidance::Good);
    assert!(embedding.expect("a vector").cosine(&face.embedding) > 0.97);
}

#[test]
fn the_preview_guides() {
    let photo = photo(FIRST);
    let face = &served(&photo)[0];
    let mut scanner = scanner();
    let mut look = |frame: &Pixels| {
        let message = ToScanner::Look { id: 3, width: frame.width, height: frame.height };
        match scanner.receive(&message, rgba(frame)).expect("an answer") {
            FromScanner::Preview { id: 3, guidance, face } => (guidance, face.is_some()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(look(&around(&photo, &face.bounds, 2.0)), (Guidance::Good, true));
    assert_eq!(look(&photo).0, Guidance::SeveralFaces);
    let dark = Pixels { rgb: vec![0; photo.rgb.len()], ..photo.clone() };
    assert_eq!(look(&dark), (Guidance::NoFace, false));
}
