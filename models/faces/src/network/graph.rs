//! From an ONNX file to steps, and from steps to a program for inputs of one shape.

use std::collections::HashMap;
use std::sync::Arc;

use super::NetworkError;
use super::convolution::Filters;
use super::depthwise::ChannelFilters;
use super::kernels::{Activation, Instructions};
use super::onnx::{AttributeProto, GraphProto, NodeProto};
use super::operator::Operator;
use super::pool::Keep;
use super::program::{Program, Value};
use super::weights::{Constants, integers, numbers};
use super::window::Window;

/// A network of operators that this crate has layers for, its filters in panels. They are shared by all shapes it is made for.
#[derive(Debug)]
pub(super) struct Blueprint {
    input: String,
    steps: Vec<Step>,
    outputs: Vec<String>,
}

#[derive(Debug)]
struct Step {
    operator: Operator,
    inputs: Vec<String>,
    output: String,
}

impl Blueprint {
    /// Reads a graph whose filters are numbers; `None` where it has an operator, or a form of one, that is not known here.
    pub(super) fn read(graph: &GraphProto) -> Option<Self> {
        let constants = Constants::of(graph);
        let mut uses: HashMap<&str, usize> = HashMap::new();
        let outputs = graph.output.iter().map(|output| &output.name);
        for name in graph.node.iter().flat_map(|node| &node.input).chain(outputs) {
            *uses.entry(name).or_default() += 1;
        }
        let mut blueprint = Self {
            input: graph.input.iter().find(|input| !constants.has(&input.name))?.name.clone(),
            steps: Vec::new(),
            outputs: graph.output.iter().map(|output| output.name.clone()).collect(),
        };
        // What an `Identity` passes on goes by its first name.
        let mut known_as: HashMap<&str, String> = HashMap::new();
        for node in graph.node.iter().filter(|node| node.output.first().is_none_or(|output| !constants.has(output))) {
            let (operator, flowing) = operator(node, &constants)?;
            let name = |name: &String| known_as.get(name.as_str()).unwrap_or(name).clone();
            let inputs: Vec<String> = node.input.get(..flowing)?.iter().map(name).collect();
            let output = node.output.first()?;
            let Some(operator) = operator else {
                known_as.insert(output, inputs.first()?.clone());
                continue;
            };
            // An activation joins the layer before it, unless somebody else wants what that gives.
            if let (Operator::Each(less, after), Some(last)) = (&operator, blueprint.steps.last())
                && *less == [0.0]
                && node.input.first() == Some(&last.output)
                && uses.get(last.output.as_str()) == Some(&1)
                && let Some(joined) = last.operator.clone().then(*after)
                && let Some(last) = blueprint.steps.last_mut()
            {
                (last.operator, last.output) = (joined, output.clone());
                continue;
            }
            blueprint.steps.push(Step { operator, inputs, output: output.clone() });
        }
        for output in &mut blueprint.outputs {
            if let Some(first) = known_as.get(output.as_str()) {
                output.clone_from(first);
            }
        }
        Some(blueprint)
    }

    /// The program for an input of `shape`.
    pub(super) fn at(&self, shape: &[usize]) -> Result<Program, NetworkError> {
        let refused = |why: String| NetworkError::other(why);
        let (mut program, input) = Program::new(shape);
        let mut values: HashMap<&str, Value> = HashMap::from([(&*self.input, input)]);
        let mut last_use: HashMap<&str, usize> = HashMap::new();
        for (number, step) in self.steps.iter().enumerate() {
            last_use.extend(step.inputs.iter().map(|name| (name.as_str(), number)));
        }
        last_use.extend(self.outputs.iter().map(|name| (name.as_str(), usize::MAX)));
        let mut unused = Vec::new();
        for (number, step) in self.steps.iter().enumerate() {
            let inputs = step.inputs.iter().map(|name| values.get(name.as_str()).cloned()).collect::<Option<Vec<_>>>();
            let inputs = inputs.ok_or_else(|| refused(format!("nothing gives what {} takes", step.output)))?;
            let shapes: Vec<Vec<usize>> = inputs.iter().map(|value| value.shape().to_vec()).collect();
            let layer = step.operator.at(&shapes);
            let layer = layer.ok_or_else(|| refused(format!("{} does not take {shapes:?}", step.output)))?;
            let output = program.push(layer, inputs, &mut unused);
            values.insert(&step.output, output);
            // The places of what was read for the last time are free for the next step.
            values.retain(|name, value| {
                let ends = last_use.get(name) == Some(&number);
                if ends {
                    unused.push(Program::place(value));
                }
                !ends
            });
        }
        let outputs = self.outputs.iter().map(|name| values.get(name.as_str()).cloned()).collect::<Option<Vec<_>>>();
        let outputs = outputs.ok_or_else(|| refused("nothing gives the network's output".to_owned()))?;
        Ok(program.finish(outputs))
    }
}

/// What a node does and how many of its inputs flow, the rest being constants; no operator: it passes its input on.
fn operator(node: &NodeProto, constants: &Constants<'_>) -> Option<(Option<Operator>, usize)> {
    let constant = |at: usize| node.input.get(at).and_then(|name| constants.tensor(name));
    let each = |less: Vec<f32>, after: Activation| Some((Some(Operator::Each(less, after)), 1));
    let operator = match node.op_type.as_str() {
        "Identity" => return Some((None, 1)),
        "Relu" => return each(vec![0.0], Activation::RELU),
        "LeakyRelu" => {
            let slope = attribute(node, "alpha").map_or(0.01, |alpha| alpha.f);
            // A steeper one is no largest of two.
            if slope > 1.0 {
                return None;
            }
            return each(vec![0.0], Activation { slope, limit: f32::INFINITY });
        }
        "Min" => {
            let limits = numbers(constant(1)?)?;
            let (&[limit], 2) = (limits.as_slice(), node.input.len()) else { return None };
            return each(vec![0.0], Activation { slope: 1.0, limit });
        }
        "Sub" => {
            let less = constant(1)?;
            // One number, or one for each channel: a shape of `[channels, 1, 1]`, with or without a first 1.
            let single = less.dims.iter().all(|length| *length == 1);
            if !single && !less.dims.ends_with(&[1, 1]) {
                return None;
            }
            return each(numbers(less)?, Activation::NONE);
        }
        "Conv" => convolution(node, constants)?,
        "MaxPool" => Operator::Pool(Keep::Largest, window(node)?),
        "AveragePool" => Operator::Pool(Keep::Mean, window(node)?),
        "GlobalAveragePool" => Operator::GlobalMean,
        "Add" if constant(0).is_none() && constant(1).is_none() => {
            return Some((Some(Operator::Add(Activation::NONE)), 2));
        }
        "Pad" => {
            let pads = integers(constant(1)?)?;
            let (before, after) = pads.split_at_checked(4)?;
            let zeros: Vec<usize> = after.iter().map(|zeros| usize::try_from(*zeros).ok()).collect::<Option<_>>()?;
            let zeros_only = attribute(node, "mode").is_none_or(|mode| mode.s == b"constant");
            let only_after = zeros_only
                && before.iter().all(|zeros| *zeros == 0)
                && node.input.len() == 2
                && zeros.first() == Some(&0);
            Operator::PadEnd(only_after.then_some(zeros)?.try_into().ok()?)
        }
        "Transpose" if attribute(node, "perm")?.ints == [0, 2, 3, 1] => Operator::ChannelsLast,
        "Reshape" => Operator::Reshape(integers(constant(1)?)?),
        "Flatten" if attribute(node, "axis").is_none_or(|axis| axis.i == 1) => Operator::Flatten,
        "Concat" if attribute(node, "axis")?.i == 1 => return Some((Some(Operator::Join), node.input.len())),
        _ => return None,
    };
    Some((Some(operator), 1))
}

fn convolution(node: &NodeProto, constants: &Constants<'_>) -> Option<Operator> {
    let window = window(node)?;
    let weights = constants.weights(node.input.get(1)?)?;
    if weights.window != window.kernel {
        return None;
    }
    let groups = attribute(node, "group").map_or(1, |group| group.i);
    let bias = match node.input.get(2) {
        Some(bias) => Some(numbers(constants.tensor(bias)?)?).filter(|bias| bias.len() == weights.outputs),
        None => None,
    };
    if groups == 1 {
        let filters = Filters::new(&weights, bias.as_deref(), window, Instructions::best());
        return Some(Operator::Convolution(Arc::new(filters), Activation::NONE));
    }
    let alone = usize::try_from(groups) == Ok(weights.outputs) && weights.each == 9;
    let filters = alone.then(|| ChannelFilters::new(&weights.all(), bias.as_deref(), window))??;
    Some(Operator::Depthwise(Arc::new(filters), Activation::NONE))
}

/// The longest side of a window or step between two, in pixels: more is no network for pictures.
const LONGEST: usize = 1024;

/// The window of a convolution or a pool; only square strides, and no holes.
fn window(node: &NodeProto) -> Option<Window> {
    let lengths = |name: &str| attribute(node, name).map(|attribute| attribute.ints.as_slice());
    let same = match attribute(node, "auto_pad").map(|pad| pad.s.as_slice()) {
        Some(b"SAME_UPPER") => true,
        Some(b"VALID") => false,
        None if lengths("pads").is_none_or(|pads| pads.iter().all(|zeros| *zeros == 0)) => false,
        _ => return None,
    };
    let plain = lengths("dilations").is_none_or(|holes| holes.iter().all(|hole| *hole == 1))
        && attribute(node, "ceil_mode").is_none_or(|mode| mode.i == 0);
    let &[down, across] = lengths("kernel_shape")? else { return None };
    let stride = match lengths("strides") {
        None => 1,
        Some([down, across]) if down == across => *down,
        Some(_) => return None,
    };
    let number = |length: i64| usize::try_from(length).ok().filter(|length| (1..=LONGEST).contains(length));
    plain.then_some(Window { kernel: [number(down)?, number(across)?], stride: number(stride)?, same })
}

fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a AttributeProto> {
    node.attribute.iter().find(|attribute| attribute.name == name)
}
