//! How long the networks take in this crate's layers, and in tract's own operators: medians of interleaved runs, one thread.
//!
//! `cargo run --release -p faces --example networks`, after `cargo xtask weights`.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use faces::{Network, Part, Tensor, detectors};
use tract_onnx::prelude::{
    Datum, Framework, InferenceFact, InferenceModelExt, IntoRunnable, Tensor as TractTensor, tvec,
};

/// Runs of each, after one that warms up.
const RUNS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights/out");
    let read = |name: &str| fs::read(weights.join(format!("{name}.onnx")));
    println!("{:<28} {:>10} {:>10} {:>8}", "network", "layers ms", "tract ms", "tract ×");
    for (name, part, shape) in
        [("recognition", Part::Recognition, [2, 3, 150, 150]), ("landmarks", Part::Landmarks, [1, 3, 112, 112])]
    {
        let onnx = read(name)?;
        compare(name, &*part.load(&onnx)?, &onnx, &shape)?;
    }
    let onnx = read("detector")?;
    for (side, network) in detectors(&onnx, &[128, 256, 512, 1024])? {
        compare(&format!("detector {side}"), &*network, &onnx, &[1, 3, side as usize, side as usize])?;
    }
    Ok(())
}

/// Runs both in turn, so that a machine that slows down slows both.
fn compare(name: &str, ours: &dyn Network, onnx: &[u8], shape: &[usize]) -> Result<(), Box<dyn Error>> {
    let values: Vec<f32> = (0..shape.iter().product()).map(|at: usize| (at * 7919 % 256) as f32).collect();
    let fact = InferenceFact::dt_shape(f32::datum_type(), shape);
    let model = tract_onnx::onnx().model_for_read(&mut &*onnx)?.with_input_fact(0, fact)?;
    let theirs = model.into_optimized()?.into_runnable()?;
    let mut times = [Vec::new(), Vec::new()];
    for run in 0..=RUNS {
        let (input, tensor) =
            (Tensor { shape: shape.to_vec(), values: values.clone() }, TractTensor::from_shape(shape, &values)?);
        let begun = Instant::now();
        ours.run(input)?;
        let between = Instant::now();
        theirs.run(tvec!(tensor.into()))?;
        if run > 0 {
            times[0].push(between - begun);
            times[1].push(between.elapsed());
        }
    }
    let [ours, theirs] = times.map(median);
    println!("{name:<28} {:>10.1} {:>10.1} {:>8.2}", ours, theirs, theirs / ours);
    Ok(())
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
