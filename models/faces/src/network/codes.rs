//! Filters that travel as bytes, made numbers before the inference library sees them.
//!
//! A file for the browser holds each filter as one byte a number behind `DequantizeLinear`. Left to tract, folding
//! those nodes is most of a network's loading time: 540 of 630 ms for the detector, 240 of 280 ms for the recognition
//! network, natively. Here it is one pass over the bytes, and 20 and 12 ms are left of it.

use std::collections::{HashMap, HashSet};

use tract_onnx::pb::{GraphProto, NodeProto, TensorProto, tensor_proto::DataType};

const OPERATOR: &str = "DequantizeLinear";

/// Replaces every filter of bytes by the numbers it stands for. What it does not know stays for tract.
pub(super) fn unpack(graph: &mut GraphProto) {
    let constants: HashMap<String, TensorProto> =
        std::mem::take(&mut graph.initializer).into_iter().map(|tensor| (tensor.name.clone(), tensor)).collect();
    let mut used = HashSet::new();
    let mut unpacked = Vec::new();
    graph.node.retain(|node| match numbers(node, &constants) {
        Some(tensor) => {
            unpacked.push(tensor);
            used.extend(node.input.iter().cloned());
            false
        }
        None => true,
    });
    // A scale may serve another node as well.
    for node in &graph.node {
        node.input.iter().for_each(|name| {
            used.remove(name);
        });
    }
    let others = constants.into_values().filter(|tensor| !used.contains(&tensor.name));
    graph.initializer = others.chain(unpacked).collect();
}

/// The numbers of one `DequantizeLinear` along the first dimension: (code − zero) × scale of the channel.
fn numbers(node: &NodeProto, constants: &HashMap<String, TensorProto>) -> Option<TensorProto> {
    let [codes, scales, zeros] = node.input.as_slice() else { return None };
    let first_axis = node.attribute.iter().any(|attribute| attribute.name == "axis" && attribute.i == 0);
    if node.op_type != OPERATOR || !first_axis {
        return None;
    }
    let bytes = |name: &String| constants.get(name).filter(|tensor| tensor.data_type == DataType::Uint8 as i32);
    let (codes, zeros) = (bytes(codes)?, bytes(zeros)?);
    let scales = constants.get(scales).filter(|tensor| tensor.data_type == DataType::Float as i32)?;
    let scales = scales.raw_data.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
    let channels = usize::try_from(*codes.dims.first()?).ok()?;
    let each = codes.raw_data.len().checked_div(channels)?;
    if scales.len() != channels
        || zeros.raw_data.len() != channels
        || each * channels != codes.raw_data.len()
        || each == 0
    {
        return None;
    }
    let mut raw = Vec::with_capacity(codes.raw_data.len() * 4);
    for ((codes, scale), zero) in codes.raw_data.chunks_exact(each).zip(scales).zip(&zeros.raw_data) {
        // A byte has 256 values: each product once, not once a number.
        let table: [[u8; 4]; 256] =
            std::array::from_fn(|code| ((code as f32 - f32::from(*zero)) * scale).to_le_bytes());
        raw.extend(codes.iter().flat_map(|code| table[usize::from(*code)]));
    }
    Some(TensorProto {
        name: node.output.first()?.clone(),
        data_type: DataType::Float as i32,
        dims: codes.dims.clone(),
        raw_data: raw,
        ..TensorProto::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tract_onnx::pb::AttributeProto;

    fn tensor(name: &str, data_type: DataType, dims: &[i64], raw_data: Vec<u8>) -> TensorProto {
        TensorProto {
            name: name.into(),
            data_type: data_type as i32,
            dims: dims.to_vec(),
            raw_data,
            ..TensorProto::default()
        }
    }

    fn graph(axis: i64) -> GraphProto {
        let floats = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let node = NodeProto {
            op_type: OPERATOR.into(),
            input: ["filter", "scale", "zero"].map(str::to_owned).to_vec(),
            output: vec!["numbers".into()],
            attribute: vec![AttributeProto { name: "axis".into(), i: axis, ..AttributeProto::default() }],
            ..NodeProto::default()
        };
        GraphProto {
            node: vec![node],
            initializer: vec![
                tensor("filter", DataType::Uint8, &[2, 3], vec![10, 11, 12, 0, 128, 255]),
                tensor("scale", DataType::Float, &[2], floats(&[0.5, 2.0])),
                tensor("zero", DataType::Uint8, &[2], vec![10, 128]),
                tensor("bias", DataType::Float, &[1], floats(&[7.0])),
            ],
            ..GraphProto::default()
        }
    }

    #[test]
    fn each_channel_has_its_own_scale_and_zero() {
        let mut graph = graph(0);
        unpack(&mut graph);
        assert!(graph.node.is_empty());
        let names: HashSet<&str> = graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
        assert_eq!(names, HashSet::from(["bias", "numbers"]));
        let numbers = graph.initializer.iter().find(|tensor| tensor.name == "numbers").expect("there");
        let (values, _) = numbers.raw_data.as_chunks::<4>();
        let values: Vec<f32> = values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        assert_eq!(values, [0.0, 0.5, 1.0, -256.0, 0.0, 254.0]);
        assert_eq!(numbers.dims, [2, 3]);
    }

    #[test]
    fn what_it_does_not_know_stays() {
        let mut graph = graph(1);
        let (nodes, constants) = (graph.node.len(), graph.initializer.len());
        unpack(&mut graph);
        assert_eq!((graph.node.len(), graph.initializer.len()), (nodes, constants));
    }
}
