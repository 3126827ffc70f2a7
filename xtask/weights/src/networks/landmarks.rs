//! 68 landmarks: four blocks of depthwise separable convolutions, a mean, a matrix.

use super::{MEAN_RGB, picture};
use crate::Error;
use crate::layers::{Builder, Edge, Fold, Form};
use crate::onnx::{Graph, Length, Value};
use crate::package::Package;

pub(super) fn build(package: &Package, form: Form) -> Result<Graph, Error> {
    let mut net = Builder::new("landmarks", package, form);
    let shape = picture(Length::Free("faces"), Length::Fixed(112));
    let x = net.graph.input("picture", &shape);
    // The first layer adds its edge after the mean is taken off, so only the division can be folded.
    let mean = net.graph.floats("mean", &[1, 3, 1, 1], &MEAN_RGB.map(|v| v as f32));
    let mut x = net.graph.node("Sub", &[&x, &mean], &[]);
    for block in 0..4 {
        x = dense_block(&mut net, &x, block)?;
    }
    let x = net.graph.node("GlobalAveragePool", &[&x], &[]);
    let fold = Fold { factor: vec![], bias: net.numbers("fc/bias")? };
    let points = net.dense(&x, "fc/weights", &fold)?;
    net.graph.output("points", &points, &[Length::Free("faces"), Length::Fixed(136)]);
    Ok(net.graph)
}

/// Four layers, each of which sees the sum of all before it. The sums are taken before the ReLU.
fn dense_block(net: &mut Builder<'_>, x: &Value, block: usize) -> Result<Value, Error> {
    let first = if block == 0 { first_layer(net, x)? } else { separable(net, x, &format!("dense{block}/conv0"), 2)? };
    let mut sum = net.graph.node("Relu", &[&first], &[]);
    for layer in 1..4 {
        let seen = if layer == 1 { sum.clone() } else { net.graph.node("Relu", &[&sum], &[]) };
        let y = separable(net, &seen, &format!("dense{block}/conv{layer}"), 1)?;
        sum = net.graph.node("Add", &[&sum, &y], &[]);
    }
    Ok(net.graph.node("Relu", &[&sum], &[]))
}

/// A full convolution that halves the picture.
fn first_layer(net: &mut Builder<'_>, x: &Value) -> Result<Value, Error> {
    let bias = net.numbers("dense0/conv0/bias")?;
    let fold = Fold { factor: vec![1.0 / 255.0; bias.len()], bias };
    net.conv(x, "dense0/conv0/filters", &fold, 2, Edge::Same)
}

/// A depthwise convolution without bias, then one of single pixels with it.
fn separable(net: &mut Builder<'_>, x: &Value, name: &str, stride: u64) -> Result<Value, Error> {
    let fold = Fold { factor: vec![], bias: net.numbers(&format!("{name}/bias"))? };
    let y = net.depthwise(x, &format!("{name}/depthwise_filter"), &Fold::default(), stride, Edge::Same)?;
    net.conv(&y, &format!("{name}/pointwise_filter"), &fold, 1, Edge::Same)
}
