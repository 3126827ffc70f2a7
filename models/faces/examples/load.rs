use std::time::Instant;
use tract_onnx::prelude::*;
#[path = "/work/main/models/faces/src/network/codes.rs"]
mod codes;
fn main() -> TractResult<()> {
    for (name, side) in
        [("preview", 128), ("detector", 128), ("detector", 256), ("landmarks", 112), ("recognition", 150)]
    {
        let bytes = std::fs::read(format!("models/weights/out/{name}.u8.onnx"))?;
        let t0 = Instant::now();
        let mut proto = tract_onnx::onnx().proto_model_for_read(&mut &bytes[..])?;
        codes::unpack(proto.graph.as_mut().unwrap());
        let t1 = Instant::now();
        let model = tract_onnx::onnx().model_for_proto_model(&proto)?;
        let t2 = Instant::now();
        let mut model = model;
        model.set_input_fact(0, f32::fact([1, 3, side, side]).into())?;
        let typed = model.into_typed()?;
        let t3 = Instant::now();
        let decl = typed.into_decluttered()?;
        let t4 = Instant::now();
        let opt = decl.into_optimized()?;
        let t5 = Instant::now();
        let n = opt.nodes.len();
        let run = opt.into_runnable()?;
        let input: Tensor = tract_ndarray::Array4::<f32>::zeros((1, 3, side, side)).into();
        let t6 = Instant::now();
        run.run(tvec!(input.clone().into()))?;
        let t7 = Instant::now();
        run.run(tvec!(input.into()))?;
        let t8 = Instant::now();
        println!(
            "{name}@{side}: proto {:?} model {:?} typed {:?} declutter {:?} optimize {:?} nodes {n} first {:?} second {:?}",
            t1 - t0,
            t2 - t1,
            t3 - t2,
            t4 - t3,
            t5 - t4,
            t7 - t6,
            t8 - t7
        );
    }
    Ok(())
}
