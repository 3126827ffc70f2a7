//! What marks the public copies of an event's photos.

use serde::{Deserialize, Serialize};

text_enum!(
    /// Where on a picture the mark is.
    WatermarkPosition {
        /// All over it, so that no crop is free of it.
        Tiled = "tiled",
        /// Once, in the middle.
        Center = "center",
        /// Once, at the top left.
        TopLeft = "top_left",
        /// Once, at the top right.
        TopRight = "top_right",
        /// Once, at the bottom left.
        BottomLeft = "bottom_left",
        /// Once, at the bottom right.
        BottomRight = "bottom_right",
    }
);

/// How an event's public copies are marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Watermark {
    /// The words; without any, the event's name.
    pub text: Option<String>,
    /// Where it is.
    pub position: WatermarkPosition,
    /// How strongly it covers the picture, in percent.
    pub opacity: u8,
    /// Whether a logo takes the place of the words.
    pub has_logo: bool,
    /// Public copies that still carry the mark from before.
    pub waiting: u64,
}

/// What an organizer fills in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct WatermarkDraft {
    /// The words; empty for the event's name. The first 60 characters are drawn.
    #[serde(default)]
    pub text: String,
    /// Where it is.
    pub position: WatermarkPosition,
    /// How strongly it covers the picture, in percent; kept between [`Self::FAINTEST`] and 100.
    pub opacity: u8,
}

impl WatermarkDraft {
    /// The faintest mark in percent: one that nobody sees would be none.
    pub const FAINTEST: u8 = 10;
    /// How strong a mark is when nobody chose: legible on every picture, faces stay recognisable.
    pub const USUAL: u8 = 34;

    /// The opacity, within its bounds.
    pub fn bounded_opacity(&self) -> u8 {
        self.opacity.clamp(Self::FAINTEST, 100)
    }
}
