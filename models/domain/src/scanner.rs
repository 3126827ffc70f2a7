//! The messages between the page and its scanner worker.
//!
//! The page does all fetching and hands bytes over; the worker has no network code. Every message is a
//! plain JavaScript object `{ "json": TEXT, "buffer": ArrayBuffer | null }`: `json` is one of these enums,
//! `buffer` the bytes it speaks of, transferred, not copied.

use serde::{Deserialize, Serialize};

use crate::embedding::ModelId;
use crate::guidance::Guidance;

/// The networks of a scanner. It can take frames with the first three; the detector comes last, for faces that the small one misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// The small detector: of the live preview, and first to look at the frames that count.
    Preview,
    /// 68 landmarks.
    Landmarks,
    /// The embedding.
    Recognition,
    /// The detector that looks where the small one has found nobody.
    Detector,
}

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum ToScanner {
    /// `buffer` is the ONNX file of a network. Answered by [`FromScanner::Loaded`].
    Load {
        /// Which one.
        network: Network,
    },
    /// All networks but the detector are there: run each once. Answered by [`FromScanner::Ready`].
    Warm {
        /// Whether to run: not when somebody waits for a frame already, which warms them up as well.
        run: bool,
    },
    /// `buffer` is a camera frame, RGBA, `width × height × 4` bytes. Answered by [`FromScanner::Preview`].
    Look {
        /// Returned with the answer.
        id: u32,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// `buffer` is a camera frame that shall count, RGBA. Answered by [`FromScanner::Frame`].
    Take {
        /// Returned with the answer.
        id: u32,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// A chosen picture: the largest face counts, others are no obstacle, and the quality bar is lower.
        picture: bool,
    },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum FromScanner {
    /// A network is there; after [`Network::Preview`] the scanner can look, long before it can take.
    Loaded {
        /// Which one.
        network: Network,
    },
    /// The networks are warm.
    Ready {
        /// The model whose vectors come out.
        model_id: ModelId,
    },
    /// What a preview frame shows.
    Preview {
        /// Of the question.
        id: u32,
        /// What to tell the guest.
        guidance: Guidance,
        /// The face, as shares of the frame: x, y, width, height.
        face: Option<[f32; 4]>,
    },
    /// What a frame that counts gave.
    Frame {
        /// Of the question.
        id: u32,
        /// `Good`, or why there is no vector.
        guidance: Guidance,
        /// The embedding, 128 numbers of unit length, when `guidance` is `Good`.
        embedding: Option<Vec<f32>>,
        /// How far the head is turned, in degrees: 0 straight ahead, negative when the nose points to the left of
        /// the picture. There when the embedding is: tells whether the next frame is another look.
        yaw: Option<f32>,
    },
    /// The worker cannot go on.
    Failed {
        /// For the console; the page says its own words.
        detail: String,
    },
}
