//! The four networks, layer by layer.

mod detector;
mod landmarks;
mod preview;
mod recognition;

use crate::Error;
use crate::layers::{Builder, Fold, Form};
use crate::onnx::{Graph, Length};
use crate::package::Package;

/// Mean colour that the landmark and the recognition network were trained with.
const MEAN_RGB: [f64; 3] = [122.782, 117.001, 104.298];

/// One of the networks.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// What PicMe calls it: the stem of the files' names.
    pub name: &'static str,
    /// What the package calls it.
    pub source: &'static str,
    /// Builds it.
    build: fn(&Package, Form) -> Result<Graph, Error>,
}

impl Network {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self { name: "detector", source: "ssd_mobilenetv1_model", build: detector::build },
        Self { name: "landmarks", source: "face_landmark_68_model", build: landmarks::build },
        Self { name: "recognition", source: "face_recognition_model", build: recognition::build },
        Self { name: "preview", source: "tiny_face_detector_model", build: preview::build },
    ];

    /// The ONNX file of this network.
    pub fn convert(self, package: &Package, form: Form) -> Result<Vec<u8>, Error> {
        let properties = [("source", self.source), ("licence", "MIT"), ("input", "RGB, 0 to 255, planar")];
        Ok((self.build)(package, form)?.into_file(&properties))
    }

    /// Name of the file in a form.
    pub fn file(self, form: Form) -> String {
        match form {
            Form::Float => format!("{}.onnx", self.name),
            Form::Codes => format!("{}.u8.onnx", self.name),
        }
    }
}

/// A picture as input: `batch × 3 × side × side`.
fn picture(batch: Length, side: Length) -> [Length; 4] {
    [batch, Length::Fixed(3), side, side]
}

/// Folds `(x − mean) / 255` in front of a first layer that adds no edge: the mean's part of every output is a constant.
fn fold_normalisation(builder: &Builder<'_>, filter: &str, mean: [f64; 3], fold: Fold) -> Result<Fold, Error> {
    let values = builder.numbers(filter)?;
    let channels = fold.bias.len();
    let factor = |channel: usize| fold.factor.get(channel).copied().unwrap_or(1.0) / 255.0;
    let mut bias = fold.bias.clone();
    // `H W 3 O`: the output channel runs fastest, then the colour.
    for (index, value) in values.iter().enumerate() {
        let (channel, colour) = (index % channels, index / channels % 3);
        bias[channel] -= value * mean[colour] * factor(channel);
    }
    Ok(Fold { factor: (0..channels).map(factor).collect(), bias })
}
