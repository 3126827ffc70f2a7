//! The converter on the installed package: what it makes, and what it refuses.

use std::fs;
use std::path::Path;

use weights::{Error, Manifest, Outcome, Places, convert};

/// The installed package with a folder of its own for what is made.
fn places(out: &Path) -> Places {
    let places = Places::of_checkout(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    assert!(
        places.package.exists(),
        "{} is missing: run `cargo xtask test`, which installs it",
        places.package.display()
    );
    Places { out: out.to_owned(), ..places }
}

/// A copy of the package's files that the manifest names.
fn copy(places: &Places, folder: &Path) -> Places {
    let manifest = Manifest::read(&places.manifest).expect("reads");
    for file in manifest.networks.iter().flat_map(|network| &network.inputs).chain(&manifest.demo) {
        let target = folder.join(&file.file);
        fs::create_dir_all(target.parent().expect("a folder")).expect("makes folders");
        fs::copy(places.package.join(&file.file), target).expect("copies");
    }
    Places { package: folder.to_owned(), ..places.clone() }
}

#[test]
fn all_files_are_made_once_and_mended_when_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = places(folder.path());
    assert_eq!(convert(&places).expect("converts"), Outcome::Written(14));
    assert_eq!(convert(&places).expect("looks"), Outcome::UpToDate);
    fs::write(folder.path().join("preview.onnx"), b"half of it").expect("writes");
    assert_eq!(convert(&places).expect("converts"), Outcome::Written(14));
    assert_eq!(convert(&places).expect("looks"), Outcome::UpToDate);
}

#[test]
fn a_changed_or_truncated_input_is_refused_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let copied = copy(&places(&folder.path().join("out")), &folder.path().join("package"));
    for file in
        ["model/face_recognition_model.bin", "model/tiny_face_detector_model-weights_manifest.json", "demo/sample4.jpg"]
    {
        let path = copied.package.join(file);
        let right = fs::read(&path).expect("reads");
        let mut changed = right.clone();
        changed[1000] ^= 1;
        for wrong in [&changed[..], &right[..right.len() - 1]] {
            fs::write(&path, wrong).expect("writes");
            let error = convert(&copied).expect_err("refuses");
            assert!(matches!(error, Error::Changed { .. }), "{error}");
            assert!(error.to_string().contains(file), "{error}");
            assert!(!copied.out.exists(), "nothing is written");
        }
        fs::write(&path, right).expect("writes");
    }
}

#[test]
fn a_missing_input_is_named_with_the_command_that_helps() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = Places { package: folder.path().join("nothing"), ..places(folder.path()) };
    let error = convert(&places).expect_err("refuses").to_string();
    assert!(
        error.contains("ssd_mobilenetv1_model-weights_manifest.json") && error.contains("cargo xtask run"),
        "{error}"
    );
}
