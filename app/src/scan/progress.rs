//! How far the scanner's files are: numbers for the ring.

use super::browser::download::Arrived;

/// The files of the scanner: their place below the site's files, and how many bytes they have when unpacked.
///
/// The sizes are for the bar alone, and only until a server has said them; one that is off bends the bar, no more.
pub(super) const FILES: [(&str, u64); 4] = [
    ("scanner/scanner_bg.wasm", 7_000_000),
    ("weights/preview.onnx", 210_000),
    ("weights/landmarks.onnx", 500_000),
    ("weights/recognition.onnx", 6_570_000),
];
/// The file that comes after them, behind the guest's back: see [`super::software`].
pub(super) const LATER: &str = "weights/detector.onnx";

/// What has arrived of each file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Progress {
    files: [File; FILES.len()],
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct File {
    /// Bytes that travel.
    transfer: u64,
    /// Bytes unpacked.
    size: u64,
    /// Of these, arrived.
    arrived: u64,
}

impl Default for Progress {
    fn default() -> Self {
        Self { files: FILES.map(|(_, size)| File { transfer: size, size, arrived: 0 }) }
    }
}

impl Progress {
    /// Something happened to the file at `index` of [`FILES`].
    pub(super) fn note(&mut self, index: usize, event: Arrived) {
        let file = &mut self.files[index];
        match event {
            Arrived::Begun { transfer, packed } => {
                file.transfer = transfer.unwrap_or(file.size);
                if !packed {
                    file.size = file.transfer;
                }
            }
            Arrived::Bytes(more) => file.arrived = (file.arrived + more).min(file.size),
            Arrived::All => file.arrived = file.size,
        }
    }

    /// The share that has arrived, 0 to 1.
    pub(super) fn share(&self) -> f64 {
        self.arrived() as f64 / self.total().max(1) as f64
    }

    /// Bytes that have travelled.
    pub(super) fn arrived(&self) -> u64 {
        self.files.iter().map(|file| file.transfer * file.arrived / file.size.max(1)).sum()
    }

    /// Bytes that travel in all.
    pub(super) fn total(&self) -> u64 {
        self.files.iter().map(|file| file.transfer).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_files_count_as_they_travel() {
        let mut progress = Progress::default();
        for (index, (_, size)) in FILES.iter().enumerate() {
            progress.note(index, Arrived::Begun { transfer: Some(size / 2), packed: true });
            progress.note(index, Arrived::Bytes(size / 2));
        }
        assert_eq!(progress.total(), FILES.iter().map(|(_, size)| size / 2).sum::<u64>());
        assert!((progress.share() - 0.5).abs() < 1e-3);
    }

    #[test]
    fn a_wrong_guess_never_passes_the_end() {
        let mut progress = Progress::default();
        progress.note(0, Arrived::Begun { transfer: None, packed: true });
        progress.note(0, Arrived::Bytes(u64::MAX / 4));
        assert!(progress.share() <= 1.0);
        for index in 0..FILES.len() {
            progress.note(index, Arrived::All);
        }
        assert!((progress.share() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_file_without_a_length_is_guessed() {
        let mut progress = Progress::default();
        progress.note(1, Arrived::Begun { transfer: Some(1_000), packed: false });
        progress.note(1, Arrived::Bytes(500));
        assert_eq!(progress.arrived(), 500);
    }
}
