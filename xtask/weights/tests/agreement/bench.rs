//! Both sides on one bench: face-api in node, and the networks as the converter makes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use faces::{Bounds, DecodeLimits, Engine, Patch, Pixels, Preview, Settings, Weights, decode};
use serde::{Deserialize, Serialize};
use weights::{Form, Network, Package, Places};

/// The demo photos and the package they come from.
pub(crate) struct Bench {
    places: Places,
    agreement: PathBuf,
    /// sample1 to sample6.
    pub(crate) photos: Vec<Pixels>,
}

/// A question to face-api.
#[derive(Serialize)]
struct Job<'a> {
    network: &'a str,
    picture: PathBuf,
    side: usize,
}

/// What face-api said of one picture.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    Boxes(Vec<Scored>),
    Points(Vec<[f32; 2]>),
    Numbers(Vec<f32>),
}

/// A detection of face-api: pixels of the picture it saw.
#[derive(Clone, Deserialize)]
pub(crate) struct Scored {
    pub(crate) score: f32,
    bounds: [f32; 4],
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the name of the field on the wire")]
struct Answers {
    version: String,
    backend: String,
    answers: Vec<Answer>,
}

impl Bench {
    /// Fails, and never skips, when something is not installed.
    pub(crate) fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let places = Places::of_checkout(&root);
        let agreement = root.join("end2end/agreement");
        for needed in [&places.package, &agreement.join("node_modules")] {
            assert!(needed.exists(), "{} is missing: run `cargo xtask test`, which installs it", needed.display());
        }
        let photos = (1..=6).map(|number| {
            let path = places.package.join(format!("demo/sample{number}.jpg"));
            decode(&fs::read(path).expect("the package has it"), &DecodeLimits::default()).expect("decodes").pixels
        });
        Self { photos: photos.collect(), places, agreement }
    }

    /// Asks face-api's network about pictures.
    pub(crate) fn ask(&self, network: &str, pictures: &[Patch]) -> Vec<Answer> {
        let folder = tempfile::tempdir().expect("a folder");
        let job = |(number, picture): (usize, &Patch)| {
            let file = folder.path().join(format!("{number}.f32"));
            let bytes: Vec<u8> = interleaved(picture).flat_map(f32::to_le_bytes).collect();
            fs::write(&file, bytes).expect("writes");
            Job { network, picture: file, side: picture.side }
        };
        let jobs: Vec<Job<'_>> = pictures.iter().enumerate().map(job).collect();
        let list = folder.path().join("jobs.json");
        fs::write(&list, serde_json::to_vec(&jobs).expect("is JSON")).expect("writes");
        let output = Command::new("node")
            .arg(self.agreement.join("face-api.cjs"))
            .args([&self.places.package, &list])
            .env("NODE_PATH", self.agreement.join("node_modules"))
            .output()
            .expect("node is installed");
        assert!(output.status.success(), "face-api failed: {}", String::from_utf8_lossy(&output.stderr));
        let said: Answers = serde_json::from_slice(&output.stdout).expect("is JSON");
        assert_eq!((said.version.as_str(), said.backend.as_str()), ("1.7.15", "wasm"));
        assert_eq!(said.answers.len(), pictures.len());
        said.answers
    }

    /// An engine that looks at 512 pixels, over freshly converted networks; in each of `flipped` one bit is wrong.
    pub(crate) fn engine(&self, form: Form, flipped: &[&str]) -> Engine {
        let network = |name: &str| self.convert(name, form, flipped.contains(&name));
        let (detector, landmarks, recognition) = (network("detector"), network("landmarks"), network("recognition"));
        let weights = Weights { preview: &[], detector: &detector, landmarks: &landmarks, recognition: &recognition };
        Engine::new(&weights, Settings { levels: vec![512], ..Settings::photo() }).expect("loads")
    }

    /// The preview, right or with one wrong bit.
    pub(crate) fn preview(&self, form: Form, flipped: bool, side: u32) -> Preview {
        Preview::new(&self.convert("preview", form, flipped), side).expect("loads")
    }

    fn convert(&self, name: &str, form: Form, flipped: bool) -> Vec<u8> {
        let network = Network::ALL.into_iter().find(|network| network.name == name).expect("is one of the four");
        let file = |ending: &str| self.places.package.join("model").join(format!("{}{ending}", network.source));
        let list = fs::read(file("-weights_manifest.json")).expect("the package has it");
        let mut bytes = fs::read(file(".bin")).expect("the package has it");
        if flipped {
            // The highest bit of its first code.
            let first = FLIPPED.iter().find(|(known, _)| *known == name).expect("is listed").1;
            let at = Package::offset(&list, first).expect("is in the list");
            bytes[at] ^= 0x80;
        }
        let package = Package::read(network.source, &list, &bytes).expect("reads");
        network.convert(&package, form).expect("converts")
    }
}

/// The tensors in which a wrong bit is put: what every later number, or for the landmarks one point, depends on.
const FLIPPED: [(&str, &str); 4] = [
    ("detector", "MobilenetV1/Conv2d_0_pointwise/weights"),
    ("landmarks", "fc/bias"),
    ("recognition", "conv32_down/conv/filters"),
    ("preview", "conv0/filters"),
];

impl Answer {
    pub(crate) fn boxes(&self) -> Vec<Scored> {
        match self {
            Self::Boxes(boxes) => boxes.clone(),
            // An empty list reads as any of the three.
            _ => Vec::new(),
        }
    }

    pub(crate) fn points(&self) -> Vec<[f32; 2]> {
        let Self::Points(points) = self else { panic!("face-api gave no points") };
        points.clone()
    }

    pub(crate) fn numbers(&self) -> Vec<f32> {
        let Self::Numbers(numbers) = self else { panic!("face-api gave no numbers") };
        numbers.clone()
    }
}

impl Scored {
    pub(crate) fn bounds(&self) -> Bounds {
        let [x, y, width, height] = self.bounds;
        Bounds { x, y, width, height }
    }
}

/// A patch's numbers pixel by pixel, as tensorflow.js wants them.
pub(crate) fn interleaved(patch: &Patch) -> impl Iterator<Item = f32> + '_ {
    let area = patch.side * patch.side;
    (0..area).flat_map(move |pixel| [0, 1, 2].map(|plane| patch.planes[plane * area + pixel]))
}
