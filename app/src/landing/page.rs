//! The landing page: one button, readable in the first response.

use domain::event::{Event, Landing};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::cover::Cover;
use super::read_landing::read_landing;
use crate::gallery::watch;
use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle, Unlisted, loaded};
use crate::scan;
use crate::words;

/// `/e/{code}`.
#[component]
pub fn LandingPage() -> impl IntoView {
    let params = use_params_map();
    let looked = RwSignal::new(0_u32);
    let data = Resource::new(
        move || (params.read().get("code").unwrap_or_default(), looked.get()),
        |(code, _)| read_landing(code),
    );
    loaded(data, move |landing| view! { <ShowLanding landing looked /> })
}

#[component]
fn ShowLanding(landing: Landing, looked: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let Landing { event, public_photos, progress, mine, face_days } = landing;
    let home = format!("/e/{}", event.code);
    let waiting = (!progress.is_settled()).then(|| {
        watch(event.code.to_string(), progress.ready, looked, false);
        let (ready, total) = (words::number(i18n, progress.ready), words::number(i18n, progress.total));
        view! { <p class="landing-wait">{say!(i18n, landing.progress, ready = ready, total = total)}</p> }
    });
    view! {
        <PageTitle page=event.name.clone() />
        <Unlisted />
        <Frame header=Header::None class="landing">
            <Cover event=event.clone() />
            <div class="landing-sheet">
                <Forgotten />
                <Facts event />
                <MainAction home=home.clone() mine />
                <p class="privacy-line">{say!(i18n, landing.privacy_line)}</p>
                <GroupPhotos home public_photos />
                {waiting}
                <How face_days />
            </div>
        </Frame>
    }
}

#[component]
fn Facts(event: Event) -> impl IntoView {
    let i18n = use_i18n();
    let date = event.date.to_string();
    view! {
        <h1 class="event-name">{event.name}</h1>
        <ul class="facts">
            <li>
                <time datetime=date>{words::date(i18n, event.date)}</time>
            </li>
            {(!event.location.is_empty()).then(|| view! { <li>{event.location}</li> })}
            <li>{say!(i18n, landing.hosted_by, host = event.organization_name)}</li>
        </ul>
    }
}

/// The one button. With a scan that still counts it opens the guest's photos; a new scan is the small way beside.
#[component]
fn MainAction(home: String, mine: Option<u64>) -> impl IntoView {
    let i18n = use_i18n();
    let scan = format!("{home}/scan");
    match mine {
        None => view! {
            <p class="main-action">
                <a class="button large" href=scan>
                    {say!(i18n, landing.find)}
                </a>
            </p>
        }
        .into_any(),
        Some(n) => view! {
            <p class="main-action">
                <a class="button large" href=format!("{home}/mine")>
                    {match n {
                        0 => say!(i18n, landing.mine_none).to_owned(),
                        n => say!(i18n, landing.mine, count = n, n = words::number(i18n, n)),
                    }}
                </a>
                <a class="button quiet" href=scan>
                    {say!(i18n, landing.again)}
                </a>
            </p>
        }
        .into_any(),
    }
}

#[component]
fn GroupPhotos(home: String, public_photos: u64) -> impl IntoView {
    let i18n = use_i18n();
    if public_photos == 0 {
        return view! { <p class="landing-group">{say!(i18n, landing.group_none)}</p> }.into_any();
    }
    view! {
        <p class="landing-group">
            <a href=format!("{home}/photos")>
                {say!(i18n, landing.group, n = words::number(i18n, public_photos))}
            </a>
        </p>
    }
    .into_any()
}

#[component]
fn How(face_days: u32) -> impl IntoView {
    let i18n = use_i18n();
    let days = u64::from(face_days);
    let kept = match days {
        0 => say!(i18n, landing.faces_kept).to_owned(),
        n => say!(i18n, landing.faces_until, count = n, n = words::number(i18n, n)),
    };
    view! {
        <section class="how">
            <h2>{say!(i18n, landing.how.title)}</h2>
            <ol>
                <li>{say!(i18n, landing.how.one)}</li>
                <li>{say!(i18n, landing.how.two)}</li>
                <li>{say!(i18n, landing.how.three)}</li>
            </ol>
            <p class="fine">
                {say!(i18n, landing.who_sees)} " " {kept} " " <a href="/privacy">{say!(i18n, landing.kept)}</a>
            </p>
        </section>
    }
}

/// After "Forget it now": says that it is done, and drops the receipt that this tab still holds.
#[component]
fn Forgotten() -> impl IntoView {
    let i18n = use_i18n();
    let forgotten = use_query_map().read_untracked().get("forgotten").is_some();
    Effect::new(move || {
        if forgotten {
            scan::forget_frames();
        }
    });
    forgotten.then(|| view! { <p class="notice" role="status">{say!(i18n, landing.forgotten)}</p> })
}
