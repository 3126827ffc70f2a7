//! The part of ONNX that the networks need, built up node by node.

mod wire;

use wire::Message;

/// Operator set that the files declare: the first in which `DequantizeLinear` has an axis.
const OPSET: u64 = 13;
/// Version of the file format that goes with [`OPSET`].
const IR_VERSION: u64 = 7;
/// `TensorProto.DataType`.
const FLOAT: u64 = 1;
const UINT8: u64 = 2;
const INT64: u64 = 7;

/// The name of a value that flows between nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value(String);

impl Value {
    /// A name for something that belongs to this value.
    pub(crate) fn suffixed(&self, suffix: &str) -> String {
        format!("{}/{suffix}", self.0)
    }
}

/// An attribute of a node.
#[derive(Clone, Debug)]
pub(crate) enum Attribute {
    /// A number.
    Int(u64),
    /// Several numbers.
    Ints(Vec<u64>),
    /// A fraction.
    Float(f32),
    /// A word.
    Text(&'static str),
}

/// One length of a network's input or output.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Length {
    /// Always so long.
    Fixed(u64),
    /// Whatever the caller chooses, under a name.
    Free(&'static str),
}

/// A network in the making.
#[derive(Debug)]
pub(crate) struct Graph {
    name: &'static str,
    message: Message,
    nodes: usize,
}

impl Graph {
    /// An empty network.
    pub(crate) fn new(name: &'static str) -> Self {
        let mut message = Message::default();
        message.text(2, name);
        Self { name, message, nodes: 0 }
    }

    /// Declares the input: numbers of these lengths.
    pub(crate) fn input(&mut self, name: &str, shape: &[Length]) -> Value {
        self.message.message(11, &value_info(name, shape));
        Value(name.to_owned())
    }

    /// Declares an output. The value takes this name through an `Identity`, so that callers can ask for it.
    pub(crate) fn output(&mut self, name: &str, value: &Value, shape: &[Length]) {
        self.push("Identity", &[value], &[], name);
        self.message.message(12, &value_info(name, shape));
    }

    /// Adds a node and gives its only output.
    pub(crate) fn node(&mut self, operator: &str, inputs: &[&Value], attributes: &[(&str, Attribute)]) -> Value {
        self.nodes += 1;
        let output = format!("{}_{}", operator.to_lowercase(), self.nodes);
        self.push(operator, inputs, attributes, &output);
        Value(output)
    }

    fn push(&mut self, operator: &str, inputs: &[&Value], attributes: &[(&str, Attribute)], output: &str) {
        let mut node = Message::default();
        for input in inputs {
            node.text(1, &input.0);
        }
        node.text(2, output).text(3, output).text(4, operator);
        for (name, attribute) in attributes {
            node.message(5, &attribute_message(name, attribute));
        }
        self.message.message(1, &node);
    }

    /// Adds a tensor of fractions.
    pub(crate) fn floats(&mut self, name: &str, shape: &[usize], values: &[f32]) -> Value {
        self.tensor(name, FLOAT, shape, values.iter().flat_map(|v| v.to_le_bytes()).collect())
    }

    /// Adds a tensor of bytes.
    pub(crate) fn bytes(&mut self, name: &str, shape: &[usize], values: &[u8]) -> Value {
        self.tensor(name, UINT8, shape, values.to_vec())
    }

    /// Adds a list of whole numbers: a shape, some paddings.
    pub(crate) fn integers(&mut self, name: &str, values: &[i64]) -> Value {
        self.tensor(name, INT64, &[values.len()], values.iter().flat_map(|v| v.to_le_bytes()).collect())
    }

    fn tensor(&mut self, name: &str, data_type: u64, shape: &[usize], raw: Vec<u8>) -> Value {
        let mut tensor = Message::default();
        for length in shape {
            tensor.number(1, *length as u64);
        }
        tensor.number(2, data_type).text(8, name).bytes(9, &raw);
        self.message.message(5, &tensor);
        Value(name.to_owned())
    }

    /// The file: a `ModelProto`. `properties` are readable by whoever opens it.
    pub(crate) fn into_file(self, properties: &[(&str, &str)]) -> Vec<u8> {
        let mut opset = Message::default();
        opset.text(1, "").number(2, OPSET);
        let mut model = Message::default();
        model.number(1, IR_VERSION).text(2, "picme").text(6, self.name).message(7, &self.message).message(8, &opset);
        for (key, value) in properties {
            let mut property = Message::default();
            property.text(1, key).text(2, value);
            model.message(14, &property);
        }
        model.into_bytes()
    }
}

/// An `AttributeProto`.
fn attribute_message(name: &str, attribute: &Attribute) -> Message {
    let mut message = Message::default();
    message.text(1, name);
    match attribute {
        Attribute::Float(value) => message.float(2, *value).number(20, 1),
        Attribute::Int(value) => message.number(3, *value).number(20, 2),
        Attribute::Text(value) => message.text(4, value).number(20, 3),
        Attribute::Ints(values) => {
            for value in values {
                message.number(8, *value);
            }
            message.number(20, 7)
        }
    };
    message
}

/// A `ValueInfoProto` of fractions.
fn value_info(name: &str, shape: &[Length]) -> Message {
    let mut dimensions = Message::default();
    for length in shape {
        let mut dimension = Message::default();
        match length {
            Length::Fixed(value) => dimension.number(1, *value),
            Length::Free(name) => dimension.text(2, name),
        };
        dimensions.message(1, &dimension);
    }
    let mut tensor = Message::default();
    tensor.number(1, FLOAT).message(2, &dimensions);
    let mut kind = Message::default();
    kind.message(1, &tensor);
    let mut info = Message::default();
    info.text(1, name).message(2, &kind);
    info
}
