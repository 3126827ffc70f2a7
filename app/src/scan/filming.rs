//! The conversation between camera, scanner and guest, from "may I" to three frames.

use domain::Embedding;
use leptos::prelude::*;
use web_sys::HtmlVideoElement;

use super::browser::camera::Camera;
use super::browser::time::{next_paint, now, sleep};
use super::browser::worker::Scanner;
use super::director::{Director, Next};
use super::line::Line;
use super::software::Software;
use super::step::{NoCamera, Trouble};

/// The side of a preview, in pixels: what the small detector looks at.
const PREVIEW_SIDE: u32 = 224;
/// The most pixels of a frame that counts, across and down.
const FRAME_SIDE: u32 = 720;
/// How long "Thank you" stands, in milliseconds: long enough to see the ring close.
const THANKS: i32 = 450;

/// What the camera view shows.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The large line.
    pub(super) line: RwSignal<Line>,
    /// What a screen reader is given.
    pub(super) spoken: RwSignal<Option<Line>>,
    /// Frames taken.
    pub(super) frames: RwSignal<usize>,
    /// The guest has waited long: say what to try.
    pub(super) help: RwSignal<bool>,
}

impl Shown {
    /// Nothing yet but the browser's question.
    pub(super) fn new() -> Self {
        Self {
            line: RwSignal::new(Line::MayI),
            spoken: RwSignal::new(Some(Line::MayI)),
            frames: RwSignal::new(0),
            help: RwSignal::new(false),
        }
    }

    fn say(self, line: Line) {
        self.line.set(line);
        self.spoken.set(Some(line));
    }

    fn follow(self, director: &mut Director) {
        if let Some(line) = director.line()
            && self.line.get_untracked() != line
        {
            self.line.set(line);
        }
        if let Some(line) = director.speak(now()) {
            self.spoken.set(Some(line));
        }
        if self.frames.get_untracked() != director.frames() {
            self.frames.set(director.frames());
            self.help.set(false);
        }
    }
}

/// Why there are no three frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// No camera, or no longer.
    NoCamera(NoCamera),
    /// It took too long.
    GaveUp,
    /// Something else is in the way.
    Trouble(Trouble),
}

impl From<Trouble> for Cut {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// Films until there are three good frames. Dropping the future switches the camera off, wherever it is.
pub(super) async fn film(software: Software, video: HtmlVideoElement, shown: Shown) -> Result<Vec<Embedding>, Cut> {
    shown.say(Line::MayI);
    let camera = Camera::open(video).await.map_err(Cut::NoCamera)?;
    shown.say(Line::Loading);
    let scanner = software.preview().await?;
    let mut director = Director::new(now());
    loop {
        if !camera.is_on() {
            return Err(Cut::NoCamera(NoCamera::Busy));
        }
        let complete = step(&mut director, &software, &scanner, &camera, shown).await?;
        shown.follow(&mut director);
        if complete {
            // With the picture still in the ring; the camera goes off with this function's end.
            sleep(THANKS).await;
            return Ok(director.into_embeddings());
        }
        // Never more often than the screen can show; not at all while the page is hidden.
        next_paint().await;
    }
}

/// One preview and, when it is good, one frame. `true`: that was the last.
async fn step(
    director: &mut Director,
    software: &Software,
    scanner: &Scanner,
    camera: &Camera,
    shown: Shown,
) -> Result<bool, Cut> {
    let unreadable = |_| Cut::NoCamera(NoCamera::Busy);
    let preview = camera.frame(PREVIEW_SIDE).map_err(unreadable)?;
    let advice = scanner.look(preview).await.map_err(Trouble::from)?;
    match director.looked(advice, software.is_warm_untracked(), now()) {
        Next::Look => Ok(false),
        Next::Help => {
            if !shown.help.get_untracked() {
                shown.help.set(true);
            }
            Ok(false)
        }
        Next::GiveUp => Err(Cut::GaveUp),
        Next::Take => {
            shown.follow(director);
            let frame = camera.frame(FRAME_SIDE).map_err(unreadable)?;
            let taken = scanner.take(frame, false).await.map_err(Trouble::from)?;
            Ok(director.took(taken, now()))
        }
    }
}
