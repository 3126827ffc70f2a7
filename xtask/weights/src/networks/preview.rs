//! The tiny detector (YOLO v2 in small): 25 numbers for every cell of 32 pixels. Takes any side that is a multiple of 32.

use super::{fold_normalisation, picture};
use crate::Error;
use crate::layers::{Builder, Edge, Fold, Form};
use crate::onnx::{Attribute, Graph, Length, Value};
use crate::package::Package;

/// Mean colour it was trained with.
const MEAN_RGB: [f64; 3] = [117.001, 114.697, 97.404];
/// Slope of the ReLU below 0: the package's 0.1 in single precision.
const LEAK: f32 = 0.1;

pub(super) fn build(package: &Package, form: Form) -> Result<Graph, Error> {
    let mut net = Builder::new("preview", package, form);
    let shape = picture(Length::Fixed(1), Length::Free("side"));
    let x = net.graph.input("picture", &shape);
    let bias = Fold { factor: vec![], bias: net.numbers("conv0/bias")? };
    let fold = fold_normalisation(&net, "conv0/filters", MEAN_RGB, bias)?;
    let x = net.conv(&x, "conv0/filters", &fold, 1, Edge::Valid)?;
    let x = leaky(&mut net, &x);
    let mut x = pool(&mut net, &x, 2);
    for layer in 1..=5 {
        let name = format!("conv{layer}");
        let fold = Fold { factor: vec![], bias: net.numbers(&format!("{name}/bias"))? };
        // One pixel of zeros all around, which at stride 1 is what "SAME" means.
        let y = net.depthwise(&x, &format!("{name}/depthwise_filter"), &Fold::default(), 1, Edge::Same)?;
        let y = net.conv(&y, &format!("{name}/pointwise_filter"), &fold, 1, Edge::Valid)?;
        let y = leaky(&mut net, &y);
        x = pool(&mut net, &y, if layer == 5 { 1 } else { 2 });
    }
    let fold = Fold { factor: vec![], bias: net.numbers("conv8/bias")? };
    let cells = net.conv(&x, "conv8/filters", &fold, 1, Edge::Valid)?;
    let shape = [Length::Fixed(1), Length::Fixed(25), Length::Free("cells"), Length::Free("cells")];
    net.graph.output("cells", &cells, &shape);
    Ok(net.graph)
}

fn leaky(net: &mut Builder<'_>, x: &Value) -> Value {
    net.graph.node("LeakyRelu", &[x], &[("alpha", Attribute::Float(LEAK))])
}

/// The largest of four.
fn pool(net: &mut Builder<'_>, x: &Value, stride: u64) -> Value {
    let attributes = [
        ("auto_pad", Attribute::Text("SAME_UPPER")),
        ("kernel_shape", Attribute::Ints(vec![2; 2])),
        ("strides", Attribute::Ints(vec![stride; 2])),
    ];
    net.graph.node("MaxPool", &[x], &attributes)
}
