//! SSD MobileNet v1: boxes and scores for every anchor. Takes any side that is a multiple of 128.

use super::picture;
use crate::Error;
use crate::layers::{Builder, Edge, Fold, Form};
use crate::onnx::{Attribute, Graph, Length, Value};
use crate::package::Package;

/// Layers whose depthwise part halves the picture.
const HALVING: [usize; 4] = [2, 4, 6, 12];
/// Of the batch normalisation: TensorFlow's 0.001 in single precision.
const EPSILON: f64 = 0.001_000_000_047_497_451_3;
/// Pixels become −1 to 1: `x / 127.5 − 1`.
const MIDDLE: f32 = 127.5;

pub(super) fn build(package: &Package, form: Form) -> Result<Graph, Error> {
    let mut net = Detector { builder: Builder::new("detector", package, form) };
    let shape = picture(Length::Fixed(1), Length::Free("side"));
    let x = net.builder.graph.input("picture", &shape);
    // The edge is added after the shift, so only the division can be folded into the first filter.
    let middle = net.builder.graph.floats("middle", &[1], &[MIDDLE]);
    let x = net.builder.graph.node("Sub", &[&x, &middle], &[]);
    let maps = net.maps(&x)?;
    let mut boxes = Vec::new();
    let mut scores = Vec::new();
    for (number, map) in maps.iter().enumerate() {
        boxes.push(net.head(map, number, "BoxEncodingPredictor", 4)?);
        scores.push(net.head(map, number, "ClassPredictor", 3)?);
    }
    for (name, parts, length) in [("boxes", boxes, 4), ("logits", scores, 3)] {
        let parts: Vec<&Value> = parts.iter().collect();
        let all = net.builder.graph.node("Concat", &parts, &[("axis", Attribute::Int(1))]);
        net.builder.graph.output(name, &all, &[Length::Fixed(1), Length::Free("anchors"), Length::Fixed(length)]);
    }
    Ok(net.builder.graph)
}

struct Detector<'a> {
    builder: Builder<'a>,
}

impl Detector<'_> {
    /// The six feature maps that predict, from fine to coarse.
    fn maps(&mut self, x: &Value) -> Result<Vec<Value>, Error> {
        let mut maps = Vec::new();
        let mut x = self.pointwise(x, "MobilenetV1", 0, 2, 1.0 / f64::from(MIDDLE))?;
        for layer in 1..=13 {
            let stride = if HALVING.contains(&layer) { 2 } else { 1 };
            x = self.depthwise(&x, layer, stride)?;
            x = self.pointwise(&x, "MobilenetV1", layer, 1, 1.0)?;
            if layer == 11 {
                maps.push(x.clone());
            }
        }
        maps.push(x.clone());
        for layer in 0..8 {
            // Even layers squeeze the channels, odd ones halve the picture and predict.
            let stride = if layer % 2 == 1 { 2 } else { 1 };
            x = self.pointwise(&x, "Prediction", layer, stride, 1.0)?;
            if layer % 2 == 1 {
                maps.push(x.clone());
            }
        }
        Ok(maps)
    }

    /// What the package calls pointwise: a full convolution with a bias and ReLU6.
    fn pointwise(&mut self, x: &Value, part: &str, layer: usize, stride: u64, factor: f64) -> Result<Value, Error> {
        let name = format!("{part}/Conv2d_{layer}_pointwise");
        let bias = self.builder.numbers(&format!("{name}/convolution_bn_offset"))?;
        let fold = Fold { factor: vec![factor; bias.len()], bias };
        let y = self.builder.conv(x, &format!("{name}/weights"), &fold, stride, Edge::Same)?;
        Ok(self.relu6(&y))
    }

    /// A depthwise convolution, batch normalisation, ReLU6.
    fn depthwise(&mut self, x: &Value, layer: usize, stride: u64) -> Result<Value, Error> {
        let name = format!("MobilenetV1/Conv2d_{layer}_depthwise");
        let norm = |part: &str| self.builder.numbers(&format!("{name}/BatchNorm/{part}"));
        let (gamma, beta, mean, variance) =
            (norm("gamma")?, norm("beta")?, norm("moving_mean")?, norm("moving_variance")?);
        let factor: Vec<f64> = gamma.iter().zip(&variance).map(|(g, v)| g / (v + EPSILON).sqrt()).collect();
        let bias = beta.iter().zip(&mean).zip(&factor).map(|((b, m), f)| b - m * f).collect();
        let y = self.builder.depthwise(
            x,
            &format!("{name}/depthwise_weights"),
            &Fold { factor, bias },
            stride,
            Edge::Same,
        )?;
        Ok(self.relu6(&y))
    }

    fn relu6(&mut self, x: &Value) -> Value {
        let y = self.builder.graph.node("Relu", &[x], &[]);
        let six = self.builder.graph.floats(&y.suffixed("six"), &[], &[6.0]);
        self.builder.graph.node("Min", &[&y, &six], &[])
    }

    /// `numbers` per anchor of one map: `1 × (rows × columns × anchors) × numbers`.
    fn head(&mut self, map: &Value, number: usize, kind: &str, numbers: i64) -> Result<Value, Error> {
        let name = format!("Prediction/BoxPredictor_{number}/{kind}");
        let fold = Fold { factor: vec![], bias: self.builder.numbers(&format!("{name}/biases"))? };
        let y = self.builder.conv(map, &format!("{name}/weights"), &fold, 1, Edge::Same)?;
        let graph = &mut self.builder.graph;
        let y = graph.node("Transpose", &[&y], &[("perm", Attribute::Ints(vec![0, 2, 3, 1]))]);
        let shape = graph.integers(&format!("{name}/shape"), &[1, -1, numbers]);
        Ok(graph.node("Reshape", &[&y, &shape], &[]))
    }
}
