//! The real networks in this crate's layers, held against tract's own operators.

use std::path::Path;

use tract_onnx::prelude::*;

use super::{Contents, Network, NetworkFile, Tensor};

/// Numbers like those of a picture.
fn picture(shape: &[usize]) -> Tensor {
    let count: usize = shape.iter().product();
    let value = |at: usize| ((at * 7919 + at / 97 * 31) % 256) as f32;
    Tensor { shape: shape.to_vec(), values: (0..count).map(value).collect() }
}

/// What tract's own operators make of it.
fn by_tract(onnx: &[u8], input: &Tensor) -> Vec<Vec<f32>> {
    let fact = InferenceFact::dt_shape(f32::datum_type(), &input.shape);
    let model = tract_onnx::onnx().model_for_read(&mut &*onnx).expect("reads");
    let plan = model.with_input_fact(0, fact).expect("fits").into_optimized().expect("optimises");
    let tensor = tract_onnx::prelude::Tensor::from_shape(&input.shape, &input.values).expect("fits");
    let outputs = plan.into_runnable().expect("runs").run(tvec!(tensor.into())).expect("runs");
    let numbers = |output: &TValue| output.to_plain_array_view::<f32>().expect("floats").iter().copied().collect();
    outputs.iter().map(numbers).collect()
}

/// Each network, in full precision and in bytes, at a usual size and at an odd one.
#[test]
fn the_networks_give_what_tracts_operators_give() {
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights/out");
    let cases: [(&str, &[usize]); 6] = [
        ("recognition", &[2, 3, 150, 150]),
        ("recognition", &[1, 3, 150, 150]),
        ("landmarks", &[1, 3, 112, 112]),
        ("preview", &[1, 3, 96, 160]),
        ("detector", &[1, 3, 128, 128]),
        ("detector", &[1, 3, 256, 384]),
    ];
    for (name, shape) in cases {
        let input = picture(shape);
        for file in [format!("{name}.onnx"), format!("{name}.u8.onnx")] {
            let onnx = std::fs::read(weights.join(&file)).expect("`cargo xtask weights` makes the networks");
            let read = NetworkFile::read(&onnx).expect("reads");
            assert!(matches!(read.0, Contents::Ours(_)), "{file} has layers of this crate");
            let ours = read.at(shape).expect("fits").run(input.clone()).expect("runs");
            let theirs = by_tract(&onnx, &input);
            assert_eq!(ours.len(), theirs.len());
            for (ours, theirs) in ours.iter().zip(&theirs) {
                assert_eq!(ours.values.len(), theirs.len(), "{file}");
                let scale = theirs.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
                for (at, (ours, theirs)) in ours.values.iter().zip(theirs).enumerate() {
                    assert!((ours - theirs).abs() <= 1e-4 * scale, "{file} {shape:?} {at}: {ours} instead of {theirs}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_network_is_refused() {
    assert!(NetworkFile::read(&[1, 2, 3]).is_err());
    assert!(NetworkFile::read(&[]).is_err());
}
