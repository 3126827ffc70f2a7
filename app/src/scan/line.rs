//! The one line that the camera view says.

use domain::guidance::Guidance;

/// One thing at a time: what to do, or what is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The browser asks the guest whether the page may use the camera.
    MayI,
    /// The scanner is still loading or warming up.
    Loading,
    /// What to do about the picture.
    Advice(Guidance),
    /// All is well: stay like this.
    Stay,
    /// A frame is there; a second look is wanted.
    Turn,
    /// Two are there; the third look is to the other side.
    TurnBack,
    /// All frames are there.
    Done,
}

impl Line {
    /// What advice means when so many frames are there.
    pub(super) fn of(advice: Guidance, frames: usize) -> Self {
        match (advice, frames) {
            (Guidance::Good | Guidance::TurnALittle, 1) => Self::Turn,
            (Guidance::Good | Guidance::TurnALittle, 2..) => Self::TurnBack,
            (Guidance::Good | Guidance::HoldStill, _) => Self::Stay,
            (advice, _) => Self::Advice(advice),
        }
    }
}
