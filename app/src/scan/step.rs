//! Where a guest is in the scan.

use domain::ProblemCode;

/// The screens of a scan. What a screen shows beside this (guidance, progress) has signals of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// May we look for your face?
    Consent,
    /// Three tips and the word about the browser's question, before the first time.
    Tips,
    /// The camera view.
    Camera,
    /// A picture instead of the camera: chosen by the guest, or the reason why it has to be.
    Picture(Option<NoCamera>),
    /// The vectors are on their way.
    Sending,
    /// The photos are open; the gallery is next.
    Found,
    /// Something is in the way.
    Trouble(Trouble),
}

/// Why there is no camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoCamera {
    /// The guest, or a setting, said no.
    Refused,
    /// The device has none.
    Missing,
    /// Another app holds it.
    Busy,
    /// The page is open inside another app's browser, which mostly blocks it.
    InApp,
    /// The page did not come over https: browsers give no camera then.
    Insecure,
}

impl NoCamera {
    /// What the name of a `getUserMedia` error means.
    pub(super) fn from_error_name(name: &str) -> Self {
        match name {
            "NotFoundError" | "OverconstrainedError" => Self::Missing,
            "NotReadableError" | "AbortError" => Self::Busy,
            _ => Self::Refused,
        }
    }
}

/// What is in the way, as the guest has to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The scanner's files did not arrive.
    NotLoaded,
    /// This browser cannot run the scanner.
    OldBrowser,
    /// The scanner stopped in the middle.
    ScannerStopped,
    /// The picture cannot be read by this browser.
    PictureUnreadable,
    /// The server cannot be reached; the frames are kept.
    Offline,
    /// The server said no.
    Refused(ProblemCode),
}

/// What a guest can do about a [`Trouble`]: the one next step its screen offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WayOut {
    /// The same request again, with the frames at hand.
    SendAgain,
    /// New frames.
    ScanAgain,
    /// Another picture.
    ChooseAgain,
    /// The page anew, from the server.
    Reload,
    /// Back to the event: nothing here helps.
    Leave,
}

impl Trouble {
    /// The next step to offer.
    pub(super) fn way_out(self) -> WayOut {
        match self {
            Self::NotLoaded | Self::ScannerStopped => WayOut::ScanAgain,
            Self::OldBrowser => WayOut::Leave,
            Self::PictureUnreadable => WayOut::ChooseAgain,
            Self::Offline => WayOut::SendAgain,
            Self::Refused(code) => match code {
                ProblemCode::ModelMismatch => WayOut::Reload,
                ProblemCode::FramesDisagree | ProblemCode::FramesRepeat | ProblemCode::InvalidFrames => {
                    WayOut::ScanAgain
                }
                ProblemCode::EventNotFound | ProblemCode::Forbidden => WayOut::Leave,
                _ => WayOut::SendAgain,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_page_is_reloaded_and_a_bad_scan_repeated() {
        assert_eq!(Trouble::Refused(ProblemCode::ModelMismatch).way_out(), WayOut::Reload);
        assert_eq!(Trouble::Refused(ProblemCode::FramesDisagree).way_out(), WayOut::ScanAgain);
        assert_eq!(Trouble::Refused(ProblemCode::RateLimited).way_out(), WayOut::SendAgain);
    }

    #[test]
    fn a_camera_that_is_not_there_is_not_called_refused() {
        assert_eq!(NoCamera::from_error_name("NotFoundError"), NoCamera::Missing);
        assert_eq!(NoCamera::from_error_name("NotReadableError"), NoCamera::Busy);
        assert_eq!(NoCamera::from_error_name("NotAllowedError"), NoCamera::Refused);
    }
}
