//! The package's weight files: a list of tensors and their bytes.

use serde::Deserialize;

use crate::Error;

/// The numbers of a tensor, as the package keeps them.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbers {
    /// One byte each: `number = code × scale + min`.
    Codes {
        /// The bytes.
        codes: Vec<u8>,
        /// What one step is worth.
        scale: f64,
        /// What code 0 is worth.
        min: f64,
    },
    /// Four bytes each.
    Floats(Vec<f32>),
}

/// One tensor of the package, in TensorFlow's layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Sizes of the dimensions, outermost first.
    pub shape: Vec<usize>,
    /// Row-major.
    pub numbers: Numbers,
}

impl Tensor {
    /// The numbers as tensorflow.js computes them: in double precision, then rounded to single.
    pub fn values(&self) -> Vec<f32> {
        match &self.numbers {
            Numbers::Codes { codes, scale, min } => {
                codes.iter().map(|c| (f64::from(*c) * scale + min) as f32).collect()
            }
            Numbers::Floats(values) => values.clone(),
        }
    }
}

/// The tensors of one network, by name.
#[derive(Debug)]
pub struct Package {
    network: String,
    tensors: Vec<(String, Tensor)>,
}

#[derive(Deserialize)]
struct Group {
    weights: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    shape: Vec<usize>,
    dtype: String,
    quantization: Option<Quantization>,
}

#[derive(Deserialize)]
struct Quantization {
    dtype: String,
    scale: f64,
    min: f64,
}

impl Entry {
    /// How many bytes it takes, where it is stored in a known way.
    fn bytes(&self) -> Option<usize> {
        let width = match &self.quantization {
            Some(quantization) if quantization.dtype == "uint8" => 1,
            None if self.dtype == "float32" => 4,
            _ => return None,
        };
        Some(self.shape.iter().product::<usize>() * width)
    }
}

fn entries(list: &[u8]) -> Result<impl Iterator<Item = Entry>, serde_json::Error> {
    let groups: Vec<Group> = serde_json::from_slice(list)?;
    Ok(groups.into_iter().flat_map(|group| group.weights))
}

impl Package {
    /// Where a tensor's bytes begin in the `*.bin`; for tests that damage one of them.
    pub fn offset(list: &[u8], name: &str) -> Option<usize> {
        let before: Vec<Entry> = entries(list).ok()?.take_while(|entry| entry.name != name).collect();
        before.iter().map(Entry::bytes).sum()
    }

    /// Reads a network's `*-weights_manifest.json` and its `*.bin`.
    pub fn read(network: &str, list: &[u8], mut bytes: &[u8]) -> Result<Self, Error> {
        let broken = |problem: String| Error::Package { network: network.to_owned(), problem };
        let mut tensors = Vec::new();
        for entry in entries(list).map_err(|error| broken(error.to_string()))? {
            let length = entry.bytes().ok_or_else(|| broken(format!("{} is stored in an unknown way", entry.name)))?;
            let (raw, rest) =
                bytes.split_at_checked(length).ok_or_else(|| broken(format!("the bytes end before {}", entry.name)))?;
            bytes = rest;
            let numbers = match entry.quantization {
                Some(Quantization { scale, min, .. }) => Numbers::Codes { codes: raw.to_vec(), scale, min },
                None => Numbers::Floats(raw.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect()),
            };
            tensors.push((entry.name, Tensor { shape: entry.shape, numbers }));
        }
        if !bytes.is_empty() {
            return Err(broken(format!("{} bytes are left over", bytes.len())));
        }
        Ok(Self { network: network.to_owned(), tensors })
    }

    /// The tensor of a name.
    pub fn tensor(&self, name: &str) -> Result<&Tensor, Error> {
        let found = self.tensors.iter().find(|(known, _)| known == name);
        found.map(|(_, tensor)| tensor).ok_or_else(|| Error::Package {
            network: self.network.clone(),
            problem: format!("there is no tensor {name}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"[{"weights": [
        {"name": "codes", "shape": [2], "dtype": "float32", "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1.0}},
        {"name": "plain", "shape": [1], "dtype": "float32"}], "paths": ["x.bin"]}]"#;

    #[test]
    fn tensors_follow_each_other() {
        let package = Package::read("x", LIST.as_bytes(), &[2, 4, 0, 0, 0x80, 0x3f]).expect("reads");
        assert_eq!(package.tensor("codes").expect("there").values(), [0.0, 1.0]);
        assert_eq!(package.tensor("plain").expect("there").values(), [1.0]);
        assert!(package.tensor("other").is_err());
        assert_eq!(Package::offset(LIST.as_bytes(), "plain"), Some(2));
    }

    #[test]
    fn too_few_and_too_many_bytes_are_refused() {
        assert!(Package::read("x", LIST.as_bytes(), &[2, 4, 0, 0, 0]).is_err());
        assert!(Package::read("x", LIST.as_bytes(), &[0; 7]).is_err());
        assert!(Package::read("x", b"{}", &[]).is_err());
    }
}
