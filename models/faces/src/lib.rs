#![doc = include_str!("../README.md")]

mod bounds;
mod classify;
mod decode;
mod detector;
mod embedder;
mod engine;
mod gallery;
mod guidance;
mod landmarks;
mod matrix;
mod network;
mod people;
mod pixels;
mod preview;
mod quality;
mod settings;
mod shapes;
mod similarity;
mod warp;

pub use bounds::{Bounds, Detection};
pub use classify::classify;
pub use decode::{DecodeError, DecodeLimits, HEIF, Header, Photo, PhotoFormat, decode, probe, without_metadata};
pub use detector::{Letterbox, letterbox};
pub use engine::{
    Analysis, DetectorLevel, Engine, EngineError, Face, MODEL_ID, Networks, Part, Weights, detectors, model_id,
};
pub use gallery::{Gallery, GalleryFace, Match, Matches, Probe, VOUCHERS};
pub use guidance::{Demands, guidance, subject, verdict};
pub use landmarks::{Landmarks, SquareCrop, square_crop};
pub use matrix::{Matrix, Near, Vector};
pub use network::{Network, NetworkError, Tensor};
pub use people::{Facts, Joined, Known, LOOKED_AT, Person, PersonFace, join, shortlist, sort as sort_people};
pub use pixels::{NotAPicture, Patch, Pixels};
pub use preview::Preview;
pub use quality::Quality;
pub use settings::Settings;
