//! One guest's scan: where it is, and the moves between the screens.

use domain::Embedding;
use domain::guidance::Guidance;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::File;

use super::browser::{camera, picture, storage};
use super::director::Taken;
use super::progress::Progress;
use super::sending::{self, Frames};
use super::software::Software;
use super::step::{NoCamera, Step, Trouble};
use crate::assets::{Assets, use_assets};

/// The state of the scan page, shared by its screens.
#[derive(Clone, Copy)]
pub(super) struct Scan {
    /// Which screen.
    pub(super) step: RwSignal<Step>,
    /// How far the scanner's files are.
    pub(super) progress: RwSignal<Progress>,
    /// Whether the scanner can take frames.
    pub(super) warm: RwSignal<bool>,
    /// Whether the page is alive: before that, its buttons would do nothing.
    pub(super) alive: RwSignal<bool>,
    /// A chosen picture is being looked at.
    pub(super) looking: RwSignal<bool>,
    /// Whether the organizer asks for the camera: then there is no way with a picture.
    pub(super) camera_only: bool,
    /// Why the last chosen picture did not do.
    pub(super) not_this: RwSignal<Option<Guidance>>,
    /// How often the scanner was begun anew: each time its progress is another one to watch.
    begun: RwSignal<u32>,
    code: StoredValue<String>,
    assets: StoredValue<Assets>,
    open: Callback<()>,
}

impl Scan {
    /// A scan of the event with this code, at its first screen.
    pub(super) fn new(code: String, camera_only: bool) -> Self {
        let mine = format!("/e/{code}/mine");
        let navigate = use_navigate();
        Self {
            step: RwSignal::new(Step::Consent),
            progress: RwSignal::new(Progress::default()),
            warm: RwSignal::new(false),
            alive: RwSignal::new(false),
            looking: RwSignal::new(false),
            camera_only,
            not_this: RwSignal::new(None),
            begun: RwSignal::new(0),
            code: StoredValue::new(code),
            assets: StoredValue::new(use_assets()),
            // Going back from the photos leads to the event, not into another scan.
            open: Callback::new(move |()| {
                navigate(&mine, NavigateOptions { replace: true, ..NavigateOptions::default() });
            }),
        }
    }

    /// The address of the event's landing page.
    pub(super) fn home(self) -> String {
        self.code.with_value(|code| format!("/e/{code}"))
    }

    /// The scanner. In the browser only; the first call begins to fetch it.
    pub(super) fn software(self) -> Software {
        self.assets.with_value(Software::get)
    }

    /// The page is alive in a browser: fetch the scanner while the guest reads.
    pub(super) fn wake(self) {
        self.alive.set(true);
        self.begun.track();
        let software = self.software();
        self.progress.set(software.progress());
        self.warm.set(software.is_warm());
    }

    /// "Yes, look for my face".
    pub(super) fn consent(self) {
        match camera::closed() {
            Some(why) => self.step.set(Step::Picture(Some(why))),
            None if storage::tips_seen() => self.step.set(Step::Camera),
            None => self.step.set(Step::Tips),
        }
    }

    /// The camera view, by a button.
    pub(super) fn film(self) {
        storage::set_tips_seen();
        self.step.set(Step::Camera);
    }

    /// The camera does not work out.
    pub(super) fn no_camera(self, why: Option<NoCamera>) {
        self.step.set(Step::Picture(why));
    }

    /// Something is in the way.
    pub(super) fn fail(self, trouble: Trouble) {
        if matches!(trouble, Trouble::NotLoaded | Trouble::ScannerStopped) {
            // The next try begins with a new one.
            Software::forget();
        }
        self.step.set(Step::Trouble(trouble));
    }

    /// Once more, from the consent on, which was given: the camera where there is one, else a picture.
    pub(super) fn again(self) {
        self.begun.update(|times| *times += 1);
        self.consent();
    }

    /// Looks at a chosen picture and sends its vector.
    pub(super) fn choose(self, file: File) {
        self.not_this.set(None);
        self.looking.set(true);
        if !matches!(self.step.get_untracked(), Step::Picture(_)) {
            self.step.set(Step::Picture(None));
        }
        spawn_local(async move {
            let result = self.look_at(&file).await;
            self.looking.set(false);
            match result {
                Ok(Some(embedding)) => self.send_new(vec![embedding]).await,
                Ok(None) => {}
                Err(trouble) => self.fail(trouble),
            }
        });
    }

    async fn look_at(self, file: &File) -> Result<Option<Embedding>, Trouble> {
        let read = || async { picture::read(file).await.map_err(|_| Trouble::PictureUnreadable) };
        let frame = read().await?;
        let (scanner, _) = self.software().all().await?;
        let mut taken = scanner.take(frame, true).await?;
        if taken == Taken::Not(Guidance::NoFace) {
            // There is only this picture: worth a look with all there is.
            self.software().finer().await?;
            taken = scanner.take(read().await?, true).await?;
        }
        match taken {
            Taken::Good(embedding, _) => Ok(Some(*embedding)),
            Taken::Not(why) => {
                self.not_this.set(Some(why));
                Ok(None)
            }
        }
    }

    /// Sends the vectors of a new scan.
    pub(super) async fn send_new(self, embeddings: Vec<Embedding>) {
        match self.software().all().await {
            Ok((_, model_id)) => {
                sending::keep(Frames { code: self.code.get_value(), model_id, embeddings });
                self.send().await;
            }
            Err(trouble) => self.fail(trouble),
        }
    }

    /// Sends the vectors at hand, the first time or again, and opens what they found.
    pub(super) async fn send(self) {
        self.step.set(Step::Sending);
        let code = self.code.get_value();
        match sending::send_kept(&code).await {
            Ok(_) => {
                self.step.set(Step::Found);
                // Its networks are a hundred megabytes of memory that photos need more now.
                Software::forget();
                self.open.run(());
            }
            Err(trouble) => self.fail(trouble),
        }
    }
}

/// The scan of this page.
pub(super) fn use_scan() -> Scan {
    expect_context()
}
