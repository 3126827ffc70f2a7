//! An operator of an ONNX file, with its filters ready, before it knows how large its input is.

use std::sync::Arc;

use super::convolution::{Convolution, Filters};
use super::depthwise::{ChannelFilters, Depthwise};
use super::kernels::Activation;
use super::layer::Layer;
use super::pool::{GlobalMean, Keep, Pool};
use super::simple::{Add, ChannelsLast, Each, InARow, PadEnd};
use super::window::Window;

/// What a step of a network does.
#[derive(Clone, Debug)]
pub(super) enum Operator {
    /// `Conv`, and the activation after it.
    Convolution(Arc<Filters>, Activation),
    /// `Conv` in as many groups as channels, and the activation after it.
    Depthwise(Arc<ChannelFilters>, Activation),
    /// `MaxPool`, `AveragePool`.
    Pool(Keep, Window),
    /// `GlobalAveragePool`.
    GlobalMean,
    /// `Add`, and the activation after it.
    Add(Activation),
    /// `Sub` of a constant, and the activation after it; `Relu`, `LeakyRelu`, `Min` with a constant by themselves.
    Each(Vec<f32>, Activation),
    /// `Pad` with zeros after the end of each dimension.
    PadEnd([usize; 4]),
    /// `Transpose` to channels last.
    ChannelsLast,
    /// `Reshape`; −1 is what is left.
    Reshape(Vec<i64>),
    /// `Flatten` from the second dimension on.
    Flatten,
    /// `Concat` along the second dimension of a single picture.
    Join,
}

impl Operator {
    /// The same with an activation after it, where it has none yet and can.
    pub(super) fn then(self, next: Activation) -> Option<Self> {
        let both = |first: Activation| match first {
            Activation::NONE => Some(next),
            // Bounded below already: a limit is all that is added.
            Activation { slope, limit } if next.slope >= 1.0 => {
                Some(Activation { slope, limit: limit.min(next.limit) })
            }
            _ => None,
        };
        Some(match self {
            Self::Convolution(filters, after) => Self::Convolution(filters, both(after)?),
            Self::Depthwise(filters, after) => Self::Depthwise(filters, both(after)?),
            Self::Add(after) => Self::Add(both(after)?),
            Self::Each(less, after) => Self::Each(less, both(after)?),
            _ => return None,
        })
    }

    /// The layer for inputs of these shapes; `None` where they do not fit.
    pub(super) fn at(&self, inputs: &[Vec<usize>]) -> Option<Arc<dyn Layer>> {
        let input = inputs.first()?;
        let count = || inputs.iter().map(|shape| shape.iter().product::<usize>()).sum::<usize>();
        Some(match self {
            Self::Convolution(filters, after) => Arc::new(Convolution::new(filters, *after, input)?),
            Self::Depthwise(filters, after) => Arc::new(Depthwise::new(filters, *after, input)?),
            Self::Pool(keep, window) => Arc::new(Pool::new(*keep, *window, input)?),
            Self::GlobalMean => Arc::new(GlobalMean::new(input)?),
            Self::Add(after) if inputs.len() == 2 && inputs[1] == *input => {
                Arc::new(Add { shape: input.clone(), after: *after })
            }
            Self::Each(less, after) if less.len() == 1 || input.get(1) == Some(&less.len()) => {
                Arc::new(Each { shape: input.clone(), less: less.clone(), after: *after })
            }
            Self::PadEnd(zeros) => Arc::new(PadEnd { input: input.as_slice().try_into().ok()?, zeros: *zeros }),
            Self::ChannelsLast => Arc::new(ChannelsLast(input.as_slice().try_into().ok()?)),
            Self::Reshape(wanted) => Arc::new(InARow(reshaped(wanted, count())?)),
            Self::Flatten => Arc::new(InARow(vec![*input.first()?, count() / (*input.first()?).max(1)])),
            Self::Join => {
                let rest = input.get(2..)?;
                if !inputs.iter().all(|shape| shape.first() == Some(&1) && shape.get(2..) == Some(rest)) {
                    return None;
                }
                let mut shape = input.clone();
                shape[1] = inputs.iter().map(|shape| shape[1]).sum();
                Arc::new(InARow(shape))
            }
            Self::Add(_) | Self::Each(..) => return None,
        })
    }
}

/// The shape with its −1 filled in.
fn reshaped(wanted: &[i64], count: usize) -> Option<Vec<usize>> {
    let known: usize = wanted.iter().filter_map(|length| usize::try_from(*length).ok()).product();
    let of = |length: &i64| usize::try_from(*length).ok().or_else(|| count.checked_div(known));
    let shape: Vec<usize> = wanted.iter().map(of).collect::<Option<_>>()?;
    (shape.iter().product::<usize>() == count).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activations_join_what_they_come_after() {
        let six = Activation { slope: 1.0, limit: 6.0 };
        let joined = Operator::Add(Activation::NONE).then(Activation::RELU).and_then(|add| add.then(six));
        assert!(matches!(joined, Some(Operator::Add(Activation { slope: 0.0, limit: 6.0 }))));
        assert!(Operator::Add(Activation::RELU).then(Activation::RELU).is_none());
        assert!(Operator::GlobalMean.then(six).is_none());
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        assert!(Operator::Add(Activation::NONE).at(&[vec![1, 2], vec![1, 3]]).is_none());
        assert!(Operator::Join.at(&[vec![1, 2, 4], vec![1, 3, 3]]).is_none());
        assert!(Operator::Join.at(&[vec![4]]).is_none());
        assert!(Operator::Flatten.at(&[vec![]]).is_none());
        assert!(Operator::Reshape(vec![1, -1, 4]).at(&[vec![1, 6]]).is_none());
        let joined = Operator::Join.at(&[vec![1, 2, 4], vec![1, 3, 4]]).expect("fits");
        assert_eq!(joined.shape(), [1, 5, 4]);
    }
}
