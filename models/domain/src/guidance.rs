//! What the camera view tells a guest to do: one line at a time.

use serde::{Deserialize, Serialize};

/// What a camera frame shows, as advice. The page turns it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guidance {
    /// No face is to be seen.
    NoFace,
    /// More than one face: "Only you, please".
    SeveralFaces,
    /// The face is small: "Come closer".
    TooFar,
    /// The face leaves the picture: "Move back a little".
    TooClose,
    /// The face is dark: "Turn to the light".
    TooDark,
    /// The face is over-exposed: "Less light, please".
    TooBright,
    /// The head is turned away: "Look at the camera".
    TurnedAway,
    /// The picture is blurred: "Hold still".
    HoldStill,
    /// A good frame was taken; for the next one: "A little to the left".
    TurnALittle,
    /// A good frame.
    Good,
}
