//! What the engine looks for, and how closely.

use crate::Preview;

/// How an engine looks at a photo. The defaults are measured; see the crate's README.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Input side of the small detector, in pixels, a multiple of 32: it looks first, and where it finds a face in the picture's middle,
    /// nothing else does.
    pub quick: Option<u32>,
    /// Input sides of the detector, in pixels, each a multiple of 128. A photo is looked at once for each: large faces are found at
    /// a small side, small faces at a large one.
    pub levels: Vec<u32>,
    /// Input side, in pixels, of one more level, for photos with many small faces only: it is looked at in tiles. None: never.
    pub close_look: Option<u32>,
    /// Score from which something is a face and gets an embedding, 0 to 1.
    pub min_score: f32,
    /// Height of its box in pixels of the photo from which something is a face and gets an embedding.
    pub min_height: f32,
    /// Score from which something may be a face: with no such thing in it, a photo surely shows nobody. 0 to 1, below `min_score`.
    pub candidate_score: f32,
    /// Score from which something may be a second person beside one sure face. 0 to 1, from `candidate_score` to `min_score`.
    pub rival_score: f32,
    /// Score from which a face is a sure one, 0 to 1, at least `min_score`.
    pub sure_score: f32,
    /// Size from which a face is a sure one: [`Quality::size_px`](crate::Quality::size_px).
    pub sure_size: f32,
}

impl Settings {
    /// For photos of an event: small faces in large groups, and large ones.
    pub fn photo() -> Self {
        Self {
            quick: None,
            levels: vec![128, 256, 512, 1024],
            close_look: Some(2048),
            min_score: 0.4,
            min_height: 14.0,
            candidate_score: 0.15,
            rival_score: 0.3,
            sure_score: 0.65,
            sure_size: 20.0,
        }
    }

    /// For a guest's selfie: one face, near the camera, in a fraction of the time. It is looked at by a guest who sees what was
    /// found, so a face that is hard to find is still one.
    pub fn scan() -> Self {
        Self { quick: Some(Preview::SIDE), levels: vec![128, 256], close_look: None, min_score: 0.3, ..Self::photo() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::photo()
    }
}
