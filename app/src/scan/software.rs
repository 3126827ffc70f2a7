//! The scanner's software: fetched in the background while the guest reads, started once a page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::ModelId;
use domain::scanner::Network;
use futures::future::{LocalBoxFuture, Shared};
use futures::{FutureExt, try_join};
use leptos::prelude::*;

use super::browser::download::{NotLoaded, Store, can_run};
use super::browser::worker::{Scanner, Stopped};
use super::progress::{FILES, LATER, Progress};
use super::step::Trouble;
use crate::assets::Assets;

/// Where the networks are in [`FILES`].
const NETWORKS: [(usize, Network); 3] = [(1, Network::Preview), (2, Network::Landmarks), (3, Network::Recognition)];

type Getting<T> = Shared<LocalBoxFuture<'static, Result<T, Trouble>>>;

/// The scanner on its way, and when it is there. One for all scans of a page; clones are the same one.
#[derive(Clone)]
pub(super) struct Software {
    progress: ArcRwSignal<Progress>,
    warm: ArcRwSignal<bool>,
    preview: Getting<Scanner>,
    all: Getting<(Scanner, ModelId)>,
    finer: Getting<()>,
    /// Whether a guest waits for it: at the camera, or with a picture.
    awaited: Rc<Cell<bool>>,
}

thread_local! {
    // A browser's page has one thread; the server never touches this.
    static SOFTWARE: RefCell<Option<Software>> = const { RefCell::new(None) };
}

impl Software {
    /// The page's scanner. The first call begins to fetch it.
    pub(super) fn get(assets: &Assets) -> Self {
        SOFTWARE.with_borrow_mut(|kept| kept.get_or_insert_with(|| Self::begin(assets.clone())).clone())
    }

    /// Forgets a scanner that stopped or never came: the next [`Software::get`] begins anew.
    pub(super) fn forget() {
        SOFTWARE.with_borrow_mut(Option::take);
    }

    /// How far its files are.
    pub(super) fn progress(&self) -> Progress {
        self.progress.get()
    }

    /// Whether it can take frames that count.
    pub(super) fn is_warm(&self) -> bool {
        self.warm.get()
    }

    /// The same, now, for no watcher.
    pub(super) fn is_warm_untracked(&self) -> bool {
        self.warm.get_untracked()
    }

    /// The scanner, as soon as it can look.
    pub(super) async fn preview(&self) -> Result<Scanner, Trouble> {
        self.awaited.set(true);
        self.preview.clone().await
    }

    /// The scanner, as soon as it can take frames, and the model of its vectors.
    pub(super) async fn all(&self) -> Result<(Scanner, ModelId), Trouble> {
        self.awaited.set(true);
        self.all.clone().await
    }

    /// Waits until the scanner also finds faces that its small detector misses. Most scans never need it, so it comes last.
    pub(super) async fn finer(&self) -> Result<(), Trouble> {
        self.finer.clone().await
    }

    fn begin(assets: Assets) -> Self {
        let progress = ArcRwSignal::new(Progress::default());
        let store = {
            let base = assets.base.clone();
            async move { Store::open(&base).await }.boxed_local().shared()
        };
        let started = start(assets.clone(), store.clone(), progress.clone()).boxed_local().shared();
        let networks = NETWORKS.map(|(file, network)| {
            give(assets.clone(), store.clone(), started.clone(), file, network, progress.clone()).boxed_local().shared()
        });
        let preview = {
            let (started, preview) = (started.clone(), networks[0].clone());
            async move {
                preview.await?;
                started.await
            }
            .boxed_local()
            .shared()
        };
        let warm = ArcRwSignal::new(false);
        let awaited = Rc::new(Cell::new(false));
        let all = finish(started, networks, warm.clone(), awaited.clone()).boxed_local().shared();
        let finer = refine(assets, store, all.clone()).boxed_local().shared();
        // Whether or not anybody waits for it; the last one waits for all others.
        leptos::task::spawn_local(finer.clone().map(|_| ()));
        Self { progress, warm, preview, all, finer, awaited }
    }
}

/// Fetches the module and starts the worker with it.
async fn start(
    assets: Assets,
    store: Shared<LocalBoxFuture<'static, Store>>,
    progress: ArcRwSignal<Progress>,
) -> Result<Scanner, Trouble> {
    if !can_run() {
        return Err(Trouble::OldBrowser);
    }
    let address = assets.url(FILES[0].0);
    let module = store.await.module(&address, |event| progress.update(|all| all.note(0, event))).await?;
    Ok(Scanner::start(&assets.url("scanner/worker.js"), &module)?)
}

/// Fetches a network and gives it to the worker.
async fn give(
    assets: Assets,
    store: Shared<LocalBoxFuture<'static, Store>>,
    started: Getting<Scanner>,
    file: usize,
    network: Network,
    progress: ArcRwSignal<Progress>,
) -> Result<(), Trouble> {
    let address = assets.url(FILES[file].0);
    let bytes = store.await.file(&address, |event| progress.update(|all| all.note(file, event))).await?;
    started.await?.load(network, bytes).await?;
    Ok(())
}

/// Waits for all networks, and warms them up unless somebody waits for a frame: that does it as well.
async fn finish(
    started: Getting<Scanner>,
    networks: [Getting<()>; NETWORKS.len()],
    warm: ArcRwSignal<bool>,
    awaited: Rc<Cell<bool>>,
) -> Result<(Scanner, ModelId), Trouble> {
    let [preview, landmarks, recognition] = networks;
    try_join!(preview, landmarks, recognition)?;
    let scanner = started.await?;
    let model_id = scanner.warm(!awaited.get()).await?;
    warm.set(true);
    Ok((scanner, model_id))
}

/// Fetches the detector once everything else is there.
async fn refine(
    assets: Assets,
    store: Shared<LocalBoxFuture<'static, Store>>,
    all: Getting<(Scanner, ModelId)>,
) -> Result<(), Trouble> {
    let (scanner, _) = all.await?;
    let bytes = store.await.file(&assets.url(LATER), |_| ()).await?;
    scanner.load(Network::Detector, bytes).await?;
    Ok(())
}

impl From<NotLoaded> for Trouble {
    fn from(NotLoaded: NotLoaded) -> Self {
        Self::NotLoaded
    }
}

impl From<Stopped> for Trouble {
    fn from(Stopped: Stopped) -> Self {
        Self::ScannerStopped
    }
}
