//! What the scan says.

use domain::guidance::Guidance;
use leptos_i18n::tu_string as say;

use super::line::Line;
use super::step::{NoCamera, Trouble};
use crate::words::{self, Words};

/// The large line of the camera view.
pub(super) fn line(i18n: Words, line: Line) -> &'static str {
    match line {
        Line::MayI => say!(i18n, scan.line.may_i),
        Line::Loading => say!(i18n, scan.line.loading),
        Line::Stay => say!(i18n, scan.line.stay),
        Line::Turn => say!(i18n, scan.line.turn),
        Line::TurnBack => say!(i18n, scan.line.turn_back),
        Line::Done => say!(i18n, scan.line.done),
        Line::Advice(advice) => match advice {
            Guidance::NoFace => say!(i18n, scan.line.no_face),
            Guidance::SeveralFaces => say!(i18n, scan.line.several_faces),
            Guidance::TooFar => say!(i18n, scan.line.too_far),
            Guidance::TooClose => say!(i18n, scan.line.too_close),
            Guidance::TooDark => say!(i18n, scan.line.too_dark),
            Guidance::TooBright => say!(i18n, scan.line.too_bright),
            Guidance::TurnedAway => say!(i18n, scan.line.turned_away),
            Guidance::TurnALittle => say!(i18n, scan.line.turn),
            Guidance::HoldStill | Guidance::Good => say!(i18n, scan.line.stay),
        },
    }
}

/// Why the camera path is closed, and how it may be opened.
pub(super) fn no_camera(i18n: Words, why: NoCamera) -> &'static str {
    match why {
        NoCamera::Refused => say!(i18n, scan.picture.refused),
        NoCamera::Missing => say!(i18n, scan.picture.missing),
        NoCamera::Busy => say!(i18n, scan.picture.busy_camera),
        NoCamera::InApp => say!(i18n, scan.picture.in_app),
        NoCamera::Insecure => say!(i18n, scan.picture.insecure),
    }
}

/// The same where the organizer asks for the camera only.
pub(super) fn no_camera_only(i18n: Words, why: NoCamera) -> &'static str {
    match why {
        NoCamera::Refused => say!(i18n, scan.camera_only.refused),
        NoCamera::Missing => say!(i18n, scan.camera_only.missing),
        NoCamera::Busy => say!(i18n, scan.camera_only.busy),
        NoCamera::InApp => say!(i18n, scan.camera_only.in_app),
        NoCamera::Insecure => say!(i18n, scan.camera_only.insecure),
    }
}

/// Why a chosen picture does not do.
pub(super) fn not_this_picture(i18n: Words, why: Guidance) -> &'static str {
    match why {
        Guidance::TooFar => say!(i18n, scan.picture.not.too_small),
        Guidance::TooDark => say!(i18n, scan.picture.not.too_dark),
        Guidance::TooBright => say!(i18n, scan.picture.not.too_bright),
        Guidance::TurnedAway => say!(i18n, scan.picture.not.turned_away),
        Guidance::HoldStill => say!(i18n, scan.picture.not.blurred),
        _ => say!(i18n, scan.picture.not.no_face),
    }
}

/// What is in the way, and the way out.
pub(super) fn trouble(i18n: Words, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotLoaded => say!(i18n, scan.trouble.not_loaded),
        Trouble::OldBrowser => say!(i18n, scan.trouble.old_browser),
        Trouble::ScannerStopped => say!(i18n, scan.trouble.scanner_stopped),
        Trouble::PictureUnreadable => say!(i18n, scan.trouble.unreadable),
        Trouble::Offline => say!(i18n, scan.trouble.offline),
        Trouble::Refused(code) => words::problem(i18n, code),
    }
}

/// How far the scanner's files are, in words: `Getting ready: 4 MB of 12 MB`.
pub(super) fn loading(i18n: Words, arrived: u64, total: u64) -> String {
    let (arrived, total) = (words::bytes(i18n, arrived), words::bytes(i18n, total));
    say!(i18n, scan.loading.bytes, arrived = arrived, total = total)
}
