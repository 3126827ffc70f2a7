//! The real networks on the six demo photos.

#[path = "demo/house.rs"]
mod house;
#[path = "demo/invariance.rs"]
mod invariance;

use domain::guidance::Guidance;
use domain::photo::PhotoKind;
use faces::{DecodeLimits, Demands, Face, Pixels, Preview, Settings, decode, guidance, subject, verdict};

/// How many people each photo shows.
const PEOPLE: [usize; 6] = [3, 3, 3, 4, 5, 4];

#[test]
fn everybody_is_found_and_nobody_else() {
    let engine = house::engine(Settings::photo());
    for (number, people) in (1..).zip(PEOPLE) {
        let analysis = engine.analyse(&house::photo(number)).expect("runs");
        assert_eq!(analysis.faces.len(), people, "sample{number}");
        assert!(analysis.faces.iter().all(|face| face.sure), "sample{number}: every face is a sure one");
        assert_eq!(analysis.kind, PhotoKind::Group, "sample{number}");
    }
}

#[test]
fn the_woman_of_two_photos_is_the_closest_pair() {
    let engine = house::engine(Settings::photo());
    let photos: Vec<Vec<Face>> = (1..=6).map(|number| engine.faces(&house::photo(number)).expect("runs")).collect();
    let mut pairs = Vec::new();
    for (one, faces) in photos.iter().enumerate() {
        for (other, others) in photos.iter().enumerate().skip(one + 1) {
            for face in faces {
                for candidate in others {
                    pairs.push((face.embedding.cosine(&candidate.embedding), one + 1, other + 1, face, candidate));
                }
            }
        }
    }
    // One woman of sample2 looks to the side: half a face is like many.
    pairs.retain(|(_, _, _, face, other)| face.quality.yaw.abs() < 40.0 && other.quality.yaw.abs() < 40.0);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (cosine, one, other, hers, also_hers) = pairs[0];
    assert_eq!((one, other), (1, 3));
    assert!((cosine - 0.960).abs() < 0.006, "her two faces: {cosine}");
    assert_eq!(place(hers, &photos[0]), 2, "on the right of sample1");
    assert_eq!(place(also_hers, &photos[2]), 1, "in the middle of sample3");
    assert!(pairs[1].0 < 0.95, "no two different people are that close: {}", pairs[1].0);
}

/// How many faces are to the left of this one.
fn place(face: &Face, faces: &[Face]) -> usize {
    faces.iter().filter(|other| other.bounds.x < face.bounds.x).count()
}

#[test]
fn the_cameras_orientation_makes_no_difference() {
    let engine = house::engine(Settings { levels: vec![512], ..Settings::photo() });
    let upright = house::photo(1);
    let expected = engine.faces(&upright).expect("runs");
    for orientation in 1..=8 {
        let turned = house::encode_turned(&upright, orientation);
        let photo = decode(&turned, &DecodeLimits::default()).expect("decodes").pixels;
        assert_eq!(photo, upright, "orientation {orientation}");
        let found = engine.faces(&photo).expect("runs");
        assert_eq!(found, expected, "orientation {orientation}");
    }
}

#[test]
fn the_browsers_weights_see_the_same() {
    let photo = house::photo(6);
    let full = house::engine(Settings::photo()).faces(&photo).expect("runs");
    let small = house::engine_of("u8.onnx", Settings::photo()).faces(&photo).expect("runs");
    assert_eq!(full.len(), small.len());
    for (a, b) in full.iter().zip(&small) {
        assert!(a.bounds.iou(&b.bounds) > 0.999);
        assert!(a.embedding.cosine(&b.embedding) > 0.99999, "{}", a.embedding.cosine(&b.embedding));
    }
}

#[test]
fn a_scan_sees_the_same_person_as_the_server() {
    let (server, scanner) = (house::engine(Settings::photo()), house::engine_of("u8.onnx", Settings::scan()));
    let photo = house::photo(1);
    for face in server.faces(&photo).expect("runs") {
        let selfie = house::crop_around(&photo, &face.bounds, 2.2);
        let seen = scanner.faces(&selfie).expect("runs");
        let best = seen.iter().map(|s| s.embedding.cosine(&face.embedding)).fold(0.0, f32::max);
        assert!(best > 0.985, "{best}");
    }
}

#[test]
fn a_picture_of_nothing_is_scenery() {
    let engine = house::engine(Settings::photo());
    let sky = (0..480_u32).flat_map(|y| (0..640_u32).flat_map(move |x| [(x / 8) as u8, 120, 255 - (y / 3) as u8]));
    let analysis = engine.analyse(&Pixels { width: 640, height: 480, rgb: sky.collect() }).expect("runs");
    assert_eq!(analysis.candidates, []);
    assert_eq!(analysis.kind, PhotoKind::Scenery);
}

#[test]
fn one_person_alone_is_an_individual_photo() {
    let engine = house::engine(Settings::photo());
    let photo = house::photo(6);
    for face in engine.faces(&photo).expect("runs") {
        let alone = house::crop_around(&photo, &face.bounds, 1.7);
        let analysis = engine.analyse(&alone).expect("runs");
        let scores: Vec<f32> = analysis.candidates.iter().map(|candidate| candidate.score).collect();
        assert_eq!(analysis.kind, PhotoKind::Individual, "{:?}: {scores:?}", face.bounds);
    }
}

#[test]
fn a_guest_is_guided_by_what_the_camera_sees() {
    let engine = house::engine(Settings::scan());
    let preview = Preview::new(&house::weights("preview.u8.onnx"), Preview::SIDE).expect("loads");
    let photo = house::photo(1);
    let look = |frame: &Pixels| {
        let faces = preview.detect(frame).expect("runs");
        let landmarks = subject(&faces).and_then(|i| engine.landmarks(frame, &faces[i].bounds).expect("runs"));
        guidance(frame, &faces, landmarks.as_ref(), &Demands::camera())
    };
    let face = &engine.faces(&photo).expect("runs")[0];
    let selfie = house::crop_around(&photo, &face.bounds, 2.0);
    assert_eq!(look(&selfie), Guidance::Good);
    assert_eq!(look(&house::darkened(&selfie, 12)), Guidance::TooDark);
    assert_eq!(look(&Pixels { rgb: vec![128; selfie.rgb.len()], ..selfie.clone() }), Guidance::NoFace);
    let seen = engine.faces(&selfie).expect("runs");
    assert_eq!(verdict(&seen[0].quality, &Demands::camera()), Guidance::Good);
    let blurred = engine.faces(&house::blurred(&selfie, 2.5)).expect("runs");
    assert_eq!(verdict(&blurred[0].quality, &Demands::camera()), Guidance::HoldStill, "{:?}", blurred[0].quality);
}
