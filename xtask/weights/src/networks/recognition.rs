//! dlib's face recognition ResNet: a chip to 128 numbers, not normalised.

use super::{MEAN_RGB, fold_normalisation, picture};
use crate::Error;
use crate::layers::{Builder, Edge, Fold, Form};
use crate::onnx::{Attribute, Graph, Length, Value};
use crate::package::Package;

/// A block of the network.
enum Block {
    /// Keeps size and channels.
    Plain(&'static str),
    /// Halves the picture. Afterwards there are `channels` more than before, and the picture on the way around the block is one pixel larger
    /// than the block's own where `short`.
    Down { name: &'static str, channels: i64, short: bool },
}

/// The blocks after the first pool, where the picture is 35 pixels wide: 17, 8, 4, 2 after each `Down`.
const BLOCKS: [Block; 14] = [
    Block::Plain("conv32_1"),
    Block::Plain("conv32_2"),
    Block::Plain("conv32_3"),
    Block::Down { name: "conv64_down", channels: 32, short: false },
    Block::Plain("conv64_1"),
    Block::Plain("conv64_2"),
    Block::Plain("conv64_3"),
    Block::Down { name: "conv128_down", channels: 64, short: false },
    Block::Plain("conv128_1"),
    Block::Plain("conv128_2"),
    Block::Down { name: "conv256_down", channels: 128, short: true },
    Block::Plain("conv256_1"),
    Block::Plain("conv256_2"),
    Block::Down { name: "conv256_down_out", channels: 0, short: true },
];

pub(super) fn build(package: &Package, form: Form) -> Result<Graph, Error> {
    let mut net = Builder::new("recognition", package, form);
    let shape = picture(Length::Free("faces"), Length::Fixed(150));
    let x = net.graph.input("picture", &shape);
    let fold = scale(&net, "conv32_down")?;
    let fold = fold_normalisation(&net, "conv32_down/conv/filters", MEAN_RGB, fold)?;
    let x = net.conv(&x, "conv32_down/conv/filters", &fold, 2, Edge::Valid)?;
    let x = net.graph.node("Relu", &[&x], &[]);
    let mut x = pool(&mut net, "MaxPool", &x, 3);
    for block in &BLOCKS {
        x = match block {
            Block::Plain(name) => {
                let y = two_layers(&mut net, &x, name, 1)?;
                let sum = net.graph.node("Add", &[&y, &x], &[]);
                net.graph.node("Relu", &[&sum], &[])
            }
            Block::Down { name, channels, short } => down(&mut net, &x, name, *channels, *short)?,
        };
    }
    let x = net.graph.node("GlobalAveragePool", &[&x], &[]);
    let embedding = net.dense(&x, "fc", &Fold::default())?;
    net.graph.output("embedding", &embedding, &[Length::Free("faces"), Length::Fixed(128)]);
    Ok(net.graph)
}

/// A block that halves the picture; what goes around it is averaged, and zeros fill what one of the two lacks.
fn down(net: &mut Builder<'_>, x: &Value, name: &str, channels: i64, short: bool) -> Result<Value, Error> {
    let mut y = two_layers(net, x, name, 2)?;
    let mut around = pool(net, "AveragePool", x, 2);
    if channels > 0 {
        around = pad(net, &around, &format!("{name}/channels"), [0, channels, 0, 0]);
    }
    if short {
        y = pad(net, &y, &format!("{name}/edge"), [0, 0, 1, 1]);
    }
    let sum = net.graph.node("Add", &[&around, &y], &[]);
    Ok(net.graph.node("Relu", &[&sum], &[]))
}

/// Convolution, ReLU, convolution; the first one may halve.
fn two_layers(net: &mut Builder<'_>, x: &Value, name: &str, stride: u64) -> Result<Value, Error> {
    let edge = if stride == 1 { Edge::Same } else { Edge::Valid };
    let y = scaled_conv(net, x, &format!("{name}/conv1"), stride, edge)?;
    let y = net.graph.node("Relu", &[&y], &[]);
    scaled_conv(net, &y, &format!("{name}/conv2"), 1, Edge::Same)
}

fn scaled_conv(net: &mut Builder<'_>, x: &Value, name: &str, stride: u64, edge: Edge) -> Result<Value, Error> {
    let fold = scale(net, name)?;
    net.conv(x, &format!("{name}/conv/filters"), &fold, stride, edge)
}

/// A convolution's bias and the scaling after it: `(filter · x + bias) × weights + biases`.
fn scale(net: &Builder<'_>, name: &str) -> Result<Fold, Error> {
    let factor = net.numbers(&format!("{name}/scale/weights"))?;
    let (bias, shift) = (net.numbers(&format!("{name}/conv/bias"))?, net.numbers(&format!("{name}/scale/biases"))?);
    let bias = bias.iter().zip(&factor).zip(&shift).map(|((b, f), s)| b * f + s).collect();
    Ok(Fold { factor, bias })
}

fn pool(net: &mut Builder<'_>, operator: &str, x: &Value, side: u64) -> Value {
    let attributes = [("kernel_shape", Attribute::Ints(vec![side; 2])), ("strides", Attribute::Ints(vec![2; 2]))];
    net.graph.node(operator, &[x], &attributes)
}

/// Zeros at the end of each dimension.
fn pad(net: &mut Builder<'_>, x: &Value, name: &str, ends: [i64; 4]) -> Value {
    let mut pads = vec![0; 4];
    pads.extend(ends);
    let pads = net.graph.integers(name, &pads);
    net.graph.node("Pad", &[x, &pads], &[])
}
