//! The real networks in this crate's layers, held against tract's own operators.

use std::path::Path;

use faces::{Part, Tensor, detectors};
use tract_onnx::prelude::{Datum, Tensor as TractTensor};
use tract_onnx::prelude::{Framework, InferenceFact, InferenceModelExt, IntoRunnable, TValue, tvec};

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
    let tensor = TractTensor::from_shape(&input.shape, &input.values).expect("fits");
    let outputs = plan.into_runnable().expect("runs").run(tvec!(tensor.into())).expect("runs");
    let numbers = |output: &TValue| output.to_plain_array_view::<f32>().expect("floats").iter().copied().collect();
    outputs.iter().map(numbers).collect()
}

/// The same numbers to a ten-thousandth of the largest.
fn agree(file: &str, ours: &[Tensor], theirs: &[Vec<f32>]) {
    assert_eq!(ours.len(), theirs.len(), "{file}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours.values.len(), theirs.len(), "{file}");
        let scale = theirs.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        for (at, (ours, theirs)) in ours.values.iter().zip(theirs).enumerate() {
            assert!((ours - theirs).abs() <= 1e-4 * scale, "{file} {at}: {ours} instead of {theirs}");
        }
    }
}

/// Each network, in full precision and in bytes.
#[test]
fn the_networks_give_what_tracts_operators_give() {
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights/out");
    let read = |file: &str| std::fs::read(weights.join(file)).expect("`cargo xtask weights` makes the networks");
    for ending in ["onnx", "u8.onnx"] {
        for (name, part, shape) in
            [("recognition", Part::Recognition, [2, 3, 150, 150]), ("landmarks", Part::Landmarks, [1, 3, 112, 112])]
        {
            let (file, input) = (format!("{name}.{ending}"), picture(&shape));
            let ours = part.load(&read(&file)).expect("loads").run(input.clone()).expect("runs");
            agree(&file, &ours, &by_tract(&read(&file), &input));
        }
        let file = format!("detector.{ending}");
        for (side, network) in detectors(&read(&file), &[128, 384]).expect("loads") {
            let input = picture(&[1, 3, side as usize, side as usize]);
            agree(&file, &network.run(input.clone()).expect("runs"), &by_tract(&read(&file), &input));
        }
    }
}
