//! A page that could not be shown.

use domain::ProblemCode;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::{Frame, Header, NotFoundPage, PageTitle};
use crate::error::AppError;
use crate::gallery::ScanFirst;
use crate::i18n::use_i18n;
use crate::landing::OpenEvent;
use crate::words;

/// Stands where a page would be: says what is wrong and what to do.
#[component]
pub fn ProblemPage(
    /// Why there is no page.
    error: AppError,
) -> impl IntoView {
    match error.code() {
        ProblemCode::SignInRequired => view! { <SignInFirst /> }.into_any(),
        ProblemCode::EventNotFound => view! { <OpenEvent unknown=true /> }.into_any(),
        ProblemCode::ScanRequired => view! { <ScanFirst /> }.into_any(),
        ProblemCode::NotFound => view! { <NotFoundPage /> }.into_any(),
        code => view! { <OtherProblem code /> }.into_any(),
    }
}

/// Guests and organizers each have their own way in.
#[component]
fn SignInFirst() -> impl IntoView {
    let is_guests = use_location().pathname.get_untracked().starts_with("/me");
    view! { <Redirect path=if is_guests { "/login?first" } else { "/admin/login?first" } /> }
}

#[component]
fn OtherProblem(code: ProblemCode) -> impl IntoView {
    let i18n = use_i18n();
    let here = use_location().pathname;
    view! {
        <PageTitle page=say!(i18n, problems.title) />
        <Frame header=Header::Site class="narrow">
            <section class="empty" role="alert">
                <h1>{say!(i18n, problems.title)}</h1>
                <p>{words::problem(i18n, code)}</p>
                // `external`: loaded anew, not taken from what is already here.
                <a class="button" rel="external" href=move || here.get()>
                    {say!(i18n, problems.try_again)}
                </a>
            </section>
        </Frame>
    }
}
