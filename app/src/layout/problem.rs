//! A page that could not be shown.

use domain::ProblemCode;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::{Frame, Header, NotFoundPage, PageTitle, Unlisted};
use crate::account::sign_in_first;
use crate::error::AppError;
use crate::gallery::ScanFirst;
use crate::i18n::use_i18n;
use crate::landing::{ClosedDoor, OpenEvent, PinDoor};
use crate::words;

/// Stands where a page would be: says what is wrong and what to do.
#[component]
pub fn ProblemPage(
    /// Why there is no page.
    error: AppError,
) -> impl IntoView {
    match error.code() {
        ProblemCode::SignInRequired => {
            let here = use_location().pathname.get_untracked();
            view! { <Redirect path=sign_in_first(&here) /> }.into_any()
        }
        ProblemCode::EventNotFound => view! { <OpenEvent unknown=true /> }.into_any(),
        ProblemCode::PinRequired => view! { <PinDoor /> }.into_any(),
        ProblemCode::EventClosed => view! { <ClosedDoor opens_at=error.0.opens_at /> }.into_any(),
        ProblemCode::ScanRequired => view! { <ScanFirst /> }.into_any(),
        ProblemCode::NotFound => view! { <NotFoundPage /> }.into_any(),
        code => view! { <OtherProblem code /> }.into_any(),
    }
}

#[component]
fn OtherProblem(code: ProblemCode) -> impl IntoView {
    let i18n = use_i18n();
    let here = use_location().pathname;
    view! {
        <PageTitle page=words::problem_title(i18n, code) />
        <Frame header=Header::Site class="narrow">
            <section class="empty" role="alert">
                <h1>{words::problem_title(i18n, code)}</h1>
                <p>{words::problem(i18n, code)}</p>
                // `external`: loaded anew, not taken from what is already here.
                <a class="button" rel="external" href=move || here.get()>
                    {say!(i18n, problems.try_again)}
                </a>
            </section>
        </Frame>
    }
}

/// What a browser shows where the server has refused what it asked for.
#[component]
pub fn RefusedPage(
    /// Why.
    code: ProblemCode,
) -> impl IntoView {
    let i18n = use_i18n();
    let (way_out, href) = match code {
        ProblemCode::NotFound => return view! { <NotFoundPage /> }.into_any(),
        ProblemCode::SignInRequired => (say!(i18n, account.sign_in.title), "/admin/login?first"),
        _ => (say!(i18n, problems.home), "/"),
    };
    view! {
        <PageTitle page=words::problem_title(i18n, code) />
        <Unlisted />
        <Frame header=Header::Name class="narrow">
            <section class="empty">
                <h1>{words::problem_title(i18n, code)}</h1>
                <p>{words::problem(i18n, code)}</p>
                <a class="button" href=href>
                    {way_out}
                </a>
            </section>
        </Frame>
    }
    .into_any()
}
