//! Marks that say "this was made from that", so that a second run skips what is there.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::files;
use crate::steps::Failure;

/// The mark of one step, kept in a file: a fingerprint of its inputs' contents and of its outputs' sizes and times.
#[derive(Debug)]
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: Vec<PathBuf>,
    outputs: PathBuf,
}

impl Stamp {
    /// `inputs` are files or folders; `outputs` is the folder that the step fills.
    pub(crate) fn new(file: PathBuf, inputs: Vec<PathBuf>, outputs: PathBuf) -> Self {
        Self { file, inputs, outputs }
    }

    /// Whether inputs and outputs are as they were when the stamp was set.
    pub(crate) fn holds(&self) -> bool {
        match (fs::read_to_string(&self.file), self.fingerprint()) {
            (Ok(noted), Some(now)) => noted == now,
            _ => false,
        }
    }

    /// Notes the present state.
    pub(crate) fn set(&self) -> Result<(), Failure> {
        let now = self.fingerprint().ok_or_else(|| {
            Failure::new(format!("it left nothing in {}, or an input is gone.", self.outputs.display()))
        })?;
        files::write(&self.file, &now)
    }

    /// `None` where an input is missing or there is no output.
    fn fingerprint(&self) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        for input in &self.inputs {
            for file in files::below(input) {
                file.hash(&mut hasher);
                fs::read(&file).ok()?.hash(&mut hasher);
            }
            if !input.exists() {
                return None;
            }
        }
        let outputs: Vec<PathBuf> = files::below(&self.outputs).into_iter().filter(|file| *file != self.file).collect();
        if outputs.is_empty() {
            return None;
        }
        for output in outputs {
            size_and_time(&output)?.hash(&mut hasher);
            output.hash(&mut hasher);
        }
        Some(format!("{:016x}\n", hasher.finish()))
    }
}

fn size_and_time(file: &Path) -> Option<(u64, std::time::SystemTime)> {
    let facts = fs::metadata(file).ok()?;
    Some((facts.len(), facts.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_breaks_with_its_inputs_and_its_outputs() {
        let folder = std::env::temp_dir().join(format!("picme-xtask-stamp-{}", std::process::id()));
        let (input, output) = (folder.join("in/a"), folder.join("out/b"));
        files::write(&input, "1").unwrap();
        let stamp = Stamp::new(folder.join("stamp"), vec![folder.join("in")], folder.join("out"));
        assert!(!stamp.holds(), "no output yet");
        assert!(stamp.set().is_err(), "a step that leaves nothing has failed");

        files::write(&output, "2").unwrap();
        stamp.set().unwrap();
        assert!(stamp.holds());

        files::write(&input, "changed").unwrap();
        assert!(!stamp.holds(), "an input changed");
        files::write(&input, "1").unwrap();
        assert!(stamp.holds(), "the same content again");

        files::write(&output, "longer").unwrap();
        assert!(!stamp.holds(), "an output changed");
        fs::remove_dir_all(&folder).unwrap();
    }
}
