//! The camera view: a round picture, a ring of three segments, one large line.

use domain::scan::FRAMES;
use futures::future::{AbortHandle, Abortable};
use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::tu_string as say;

use super::browser::visibility;
use super::filming::{Cut, Shown, film};
use super::line::Line;
use super::picture::FileButton;
use super::ring::{ProgressRing, Rim};
use super::state::{Scan, use_scan};
use super::words;
use crate::i18n::use_i18n;

/// Films the guest. The camera is off as soon as this is gone, or hidden.
#[component]
pub(super) fn Live() -> impl IntoView {
    let scan = use_scan();
    let shown = Shown::new();
    let video = NodeRef::<Video>::new();
    let running = StoredValue::new(None::<AbortHandle>);
    let stop = move || {
        // The page may be gone already, and the handle with it.
        if let Some(Some(handle)) = running.try_update_value(Option::take) {
            handle.abort();
        }
    };
    let start = move || {
        stop();
        if let Some(handle) = roll(scan, video, shown) {
            running.set_value(Some(handle));
        }
    };
    // Runs once, when the video is in the page.
    Effect::new(move || {
        if video.get().is_some() {
            start();
        }
    });
    visibility::on_change(move |visible| if visible { start() } else { stop() });
    on_cleanup(stop);

    let rim = Signal::derive(move || {
        if scan.warm.get() { Rim::Frames(shown.frames.get()) } else { Rim::Loading(scan.progress.get().share()) }
    });
    let i18n = use_i18n();
    view! {
        <section class="scan-live" aria-labelledby="scan-title">
            <h1 id="scan-title" class="visually-hidden" tabindex="-1">
                {say!(i18n, scan.title)}
            </h1>
            <RoundView video rim />
            <Said shown />
            <Help shown />
            <Ways />
        </section>
    }
}

/// Starts filming; whatever comes of it decides the next screen.
fn roll(scan: Scan, video: NodeRef<Video>, shown: Shown) -> Option<AbortHandle> {
    let element = video.get_untracked()?;
    let (handle, registration) = AbortHandle::new_pair();
    let filming = Abortable::new(film(scan.software(), element, shown), registration);
    spawn_local(async move {
        match filming.await {
            // Left, cancelled or hidden.
            Err(_) => {}
            Ok(Ok(embeddings)) => scan.send_new(embeddings).await,
            Ok(Err(Cut::NoCamera(why))) => scan.no_camera(Some(why)),
            Ok(Err(Cut::GaveUp)) => scan.no_camera(None),
            Ok(Err(Cut::Trouble(trouble))) => scan.fail(trouble),
        }
    });
    Some(handle)
}

#[component]
fn RoundView(video: NodeRef<Video>, rim: Signal<Rim>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="scan-round">
            <video node_ref=video class="scan-video" playsinline autoplay muted aria-label=say!(i18n, scan.camera.label)></video>
            <ProgressRing rim />
        </div>
    }
}

/// The large line, and the same for screen readers, at their pace.
#[component]
fn Said(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    let taken = move || say!(i18n, scan.camera.frames, taken = shown.frames.get(), wanted = FRAMES.wanted);
    let below = move || {
        let progress = scan.progress.get();
        match shown.line.get() {
            Line::MayI => say!(i18n, scan.tips.asks).to_owned(),
            _ if scan.warm.get() => taken(),
            _ if progress.arrived() < progress.total() => words::loading(i18n, progress.arrived(), progress.total()),
            _ => say!(i18n, scan.loading.warming).to_owned(),
        }
    };
    view! {
        <p class="scan-line" aria-hidden="true">
            {move || words::line(i18n, shown.line.get())}
        </p>
        <p class="visually-hidden" aria-live="polite">
            {move || shown.spoken.get().map(|line| words::line(i18n, line))}
        </p>
        <p class="scan-below fine">{below}</p>
    }
}

/// What to try, after a while without a frame.
#[component]
fn Help(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    view! {
        <Show when=move || shown.help.get()>
            <aside class="scan-help" role="status">
                <h2>{say!(i18n, scan.camera.help.title)}</h2>
                <ul>
                    <li>{say!(i18n, scan.camera.help.light)}</li>
                    <li>{say!(i18n, scan.camera.help.distance)}</li>
                    <li>{say!(i18n, scan.camera.help.face)}</li>
                    {(!scan.camera_only).then(|| view! { <li>{say!(i18n, scan.camera.help.picture)}</li> })}
                </ul>
            </aside>
        </Show>
    }
}

/// Always there.
#[component]
fn Ways() -> impl IntoView {
    let i18n = use_i18n();
    let scan = use_scan();
    view! {
        <div class="scan-actions">
            <FileButton large=false />
            <a class="button quiet" href=scan.home()>
                {say!(i18n, scan.camera.cancel)}
            </a>
        </div>
    }
}
