//! The 128 numbers that describe a face.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Length of an embedding: the output of dlib's ResNet-34-style recognition network.
pub const EMBEDDING_DIMENSIONS: usize = 128;

/// A face as a point on the unit sphere in 128 dimensions. Two faces are compared by cosine.
///
/// Always finite and of unit length: [`Embedding::from_raw`] normalises what a network puts out,
/// [`Embedding::try_from_unit`] checks what came over the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Embedding([f32; EMBEDDING_DIMENSIONS]);

/// Why a list of numbers is not an embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEmbedding {
    /// Not 128 numbers.
    #[error("an embedding has {EMBEDDING_DIMENSIONS} numbers, not {0}")]
    Length(usize),
    /// NaN or infinite.
    #[error("an embedding's numbers are finite")]
    NotFinite,
    /// The length of the vector is not 1.
    #[error("an embedding has length 1")]
    NotUnit,
}

impl Embedding {
    /// How far from 1 the length of a vector from the wire may be: what is left of `f32` after JSON.
    pub const UNIT_TOLERANCE: f32 = 1e-3;

    /// Normalises a network's output. Fails on a vector that is not finite or has no direction.
    pub fn from_raw(mut raw: [f32; EMBEDDING_DIMENSIONS]) -> Result<Self, NotAnEmbedding> {
        let norm = norm(&raw);
        if !norm.is_finite() {
            return Err(NotAnEmbedding::NotFinite);
        }
        if norm <= f32::EPSILON {
            return Err(NotAnEmbedding::NotUnit);
        }
        for value in &mut raw {
            *value /= norm;
        }
        Ok(Self(raw))
    }

    /// Takes a vector that claims to be an embedding: 128 finite numbers of length 1 ± 10⁻³.
    pub fn try_from_unit(values: &[f32]) -> Result<Self, NotAnEmbedding> {
        let values: [f32; EMBEDDING_DIMENSIONS] =
            values.try_into().map_err(|_| NotAnEmbedding::Length(values.len()))?;
        let norm = norm(&values);
        if !norm.is_finite() {
            return Err(NotAnEmbedding::NotFinite);
        }
        if (norm - 1.0).abs() > Self::UNIT_TOLERANCE {
            return Err(NotAnEmbedding::NotUnit);
        }
        Self::from_raw(values)
    }

    /// The direction in the middle of several embeddings: a scan's probe from its frames.
    pub fn mean(of: &[Self]) -> Result<Self, NotAnEmbedding> {
        let mut sum = [0.0; EMBEDDING_DIMENSIONS];
        for embedding in of {
            for (total, value) in sum.iter_mut().zip(embedding.0) {
                *total += value;
            }
        }
        Self::from_raw(sum)
    }

    /// Cosine of the angle to another embedding, −1 to 1. The same person is mostly above 0.93.
    pub fn cosine(&self, other: &Self) -> f32 {
        self.0.iter().zip(other.0).map(|(a, b)| a * b).sum()
    }

    /// The numbers.
    pub fn as_slice(&self) -> &[f32; EMBEDDING_DIMENSIONS] {
        &self.0
    }
}

fn norm(values: &[f32; EMBEDDING_DIMENSIONS]) -> f32 {
    values.iter().map(|v| v * v).sum::<f32>().sqrt()
}

/// Which networks and which geometry made an embedding. Vectors of different models are never compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ModelId(pub String);

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(at: usize) -> [f32; EMBEDDING_DIMENSIONS] {
        let mut raw = [0.0; EMBEDDING_DIMENSIONS];
        raw[at] = 3.0;
        raw
    }

    #[test]
    fn raw_vectors_are_normalised() {
        let embedding = Embedding::from_raw(axis(5)).expect("a direction");
        assert!((embedding.as_slice()[5] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_not_an_embedding_is_refused() {
        assert_eq!(Embedding::try_from_unit(&[1.0]), Err(NotAnEmbedding::Length(1)));
        assert_eq!(Embedding::try_from_unit(&[f32::NAN; 128]), Err(NotAnEmbedding::NotFinite));
        assert_eq!(Embedding::try_from_unit(&axis(0)), Err(NotAnEmbedding::NotUnit));
        assert_eq!(Embedding::from_raw([0.0; 128]), Err(NotAnEmbedding::NotUnit));
    }

    #[test]
    fn the_mean_lies_between() {
        let (a, b) = (Embedding::from_raw(axis(0)).expect("a"), Embedding::from_raw(axis(1)).expect("b"));
        let mean = Embedding::mean(&[a.clone(), b.clone()]).expect("a direction");
        assert!((mean.cosine(&a) - mean.cosine(&b)).abs() < 1e-6);
        assert!(mean.cosine(&a) > 0.7);
    }
}
