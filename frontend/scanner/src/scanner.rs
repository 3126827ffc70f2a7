//! What the scanner knows and how it answers.

use domain::ModelId;
use domain::guidance::Guidance;
use domain::scanner::{FromScanner, Network, ToScanner};
use faces::{
    Demands, Engine, EngineError, Networks, NotAPicture, Part, Patch, Pixels, Preview, Settings, Tensor, detectors,
    guidance, subject,
};

use crate::still::{Still, take};

/// The scanner: empty at first, then with networks, then warm.
#[derive(Default)]
pub struct Scanner {
    preview: Option<Preview>,
    parts: Parts,
    engine: Option<Engine>,
}

/// The engine's networks, until all that a scan needs are there.
#[derive(Default)]
struct Parts {
    quick: Option<Preview>,
    landmarks: Option<Box<dyn faces::Network>>,
    recognition: Option<Box<dyn faces::Network>>,
}

impl Parts {
    /// The engine, once the last part is there.
    fn engine(&mut self) -> Option<Engine> {
        match std::mem::take(self) {
            Self { quick: Some(quick), landmarks: Some(landmarks), recognition: Some(recognition) } => {
                let networks = Networks { quick: Some(quick), detectors: Vec::new(), landmarks, recognition };
                Some(Engine::with_networks(networks, Settings::scan()))
            }
            incomplete => {
                *self = incomplete;
                None
            }
        }
    }
}

impl Scanner {
    /// Answers one message; `buffer` is the bytes it speaks of.
    pub fn receive(&mut self, message: &ToScanner, buffer: Vec<u8>) -> Result<FromScanner, ScannerError> {
        match *message {
            ToScanner::Load { network } => self.load(network, &buffer),
            ToScanner::Warm { run } => self.warm(run),
            ToScanner::Look { id, width, height } => self.look(id, &Pixels::from_rgba(width, height, &buffer)?),
            ToScanner::Take { id, width, height, picture } => {
                self.take(id, &Pixels::from_rgba(width, height, &buffer)?, picture)
            }
        }
    }

    /// Compiles a network as soon as its file is there: the guest is guided by the preview while the rest arrives, and
    /// the last file to come is the only one to wait for. The detector, which most scans never need, comes after all of them.
    fn load(&mut self, network: Network, file: &[u8]) -> Result<FromScanner, ScannerError> {
        match network {
            Network::Preview => {
                self.preview = Some(Preview::new(file, Preview::SIDE)?);
                self.parts.quick = Settings::scan().quick.map(|side| Preview::new(file, side)).transpose()?;
            }
            Network::Detector => {
                let detectors = detectors(file, &Settings::scan().levels)?;
                self.engine.as_mut().ok_or(ScannerError::NotLoaded)?.add_detectors(detectors);
            }
            Network::Landmarks => {
                let landmarks = Part::Landmarks.load(file)?;
                // A browser optimises code once it has run for a while: it may do so while the largest file arrives.
                let nothing = Tensor { shape: vec![1, 3, 112, 112], values: vec![0.0; 3 * 112 * 112] };
                landmarks.run(nothing).map_err(EngineError::from)?;
                self.parts.landmarks = Some(landmarks);
            }
            Network::Recognition => self.parts.recognition = Some(Part::Recognition.load(file)?),
        }
        if let Some(engine) = self.parts.engine() {
            self.engine = Some(engine);
        }
        Ok(FromScanner::Loaded { network })
    }

    /// Runs every network once: the first run is several times slower than the next.
    fn warm(&mut self, run: bool) -> Result<FromScanner, ScannerError> {
        let (preview, engine) = (self.preview()?, self.engine()?);
        let ready = FromScanner::Ready { model_id: ModelId(faces::MODEL_ID.to_owned()) };
        if !run {
            return Ok(ready);
        }
        let grey = Pixels { width: 64, height: 64, rgb: vec![128; 64 * 64 * 3] };
        preview.detect(&grey)?;
        engine.detect(&grey)?;
        let chip = Patch { side: 150, planes: vec![128.0; 3 * 150 * 150] };
        let patch = Patch { side: 112, planes: vec![128.0; 3 * 112 * 112] };
        engine.patch_landmarks(&patch)?;
        // A grey square has an embedding too; nobody sees it.
        engine.raw_embeddings(&chip)?;
        Ok(ready)
    }

    fn look(&self, id: u32, frame: &Pixels) -> Result<FromScanner, ScannerError> {
        let found = self.preview()?.detect(frame)?;
        let advice = guidance(frame, &found, None, &Demands { min_pixels: 0.0, ..Demands::camera() });
        let face = subject(&found).map(|index| {
            let bounds = found[index].bounds;
            let (width, height) = (frame.width as f32, frame.height as f32);
            [bounds.x / width, bounds.y / height, bounds.width / width, bounds.height / height]
        });
        Ok(FromScanner::Preview { id, guidance: advice, face })
    }

    fn take(&self, id: u32, frame: &Pixels, picture: bool) -> Result<FromScanner, ScannerError> {
        Ok(match take(self.engine()?, frame, picture)? {
            Still::Good(face) => FromScanner::Frame {
                id,
                guidance: Guidance::Good,
                embedding: Some(face.embedding.as_slice().to_vec()),
                yaw: Some(face.quality.yaw),
            },
            Still::Not(guidance) => FromScanner::Frame { id, guidance, embedding: None, yaw: None },
        })
    }

    fn preview(&self) -> Result<&Preview, ScannerError> {
        self.preview.as_ref().ok_or(ScannerError::NotLoaded)
    }

    fn engine(&self) -> Result<&Engine, ScannerError> {
        self.engine.as_ref().ok_or(ScannerError::NotLoaded)
    }
}

/// Why the scanner cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum ScannerError {
    /// The message is none of [`ToScanner`].
    #[error("this is no message for the scanner")]
    Message(#[from] serde_json::Error),
    /// Asked to look or take before the networks were there.
    #[error("a network is missing")]
    NotLoaded,
    /// The pixels are not of the size that was said.
    #[error(transparent)]
    Picture(#[from] NotAPicture),
    /// A network failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_scanner_says_that_a_network_is_missing() {
        let mut scanner = Scanner::default();
        let look = ToScanner::Look { id: 1, width: 1, height: 1 };
        assert!(matches!(scanner.receive(&look, vec![0; 4]), Err(ScannerError::NotLoaded)));
        assert!(matches!(scanner.receive(&ToScanner::Warm { run: true }, vec![]), Err(ScannerError::NotLoaded)));
    }

    #[test]
    fn pixels_of_another_size_are_refused() {
        let mut scanner = Scanner::default();
        let take = ToScanner::Take { id: 1, width: 2, height: 2, picture: true };
        assert!(matches!(scanner.receive(&take, vec![0; 15]), Err(ScannerError::Picture(_))));
    }

    #[test]
    fn a_damaged_network_is_named() {
        let mut scanner = Scanner::default();
        let error = scanner.receive(&ToScanner::Load { network: Network::Preview }, vec![1, 2, 3]);
        assert!(error.is_err_and(|error| error.to_string().contains("preview")));
    }
}
