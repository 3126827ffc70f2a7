//! `/e`: an event by the code on its poster.

use domain::EventCode;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle};

/// `/e?code=…`: goes on to the event, or asks for the code again.
#[component]
pub fn OpenEventPage() -> impl IntoView {
    let typed = use_query_map().read().get("code").unwrap_or_default();
    match typed.parse::<EventCode>() {
        Ok(code) => view! { <Redirect path=format!("/e/{code}") /> }.into_any(),
        Err(_) => view! { <OpenEvent unknown=!typed.is_empty() /> }.into_any(),
    }
}

/// Asks for an event's code.
#[component]
pub fn OpenEvent(
    /// The code that was tried belongs to no event.
    unknown: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle page=say!(i18n, landing.code.title) />
        <Frame header=Header::Site class="narrow">
            <h1>{say!(i18n, landing.code.title)}</h1>
            {unknown
                .then(|| {
                    view! {
                        <div class="form-problem" role="alert">
                            <p>{say!(i18n, problems.codes.event_not_found)}</p>
                        </div>
                    }
                })}
            <p>{say!(i18n, landing.code.text)}</p>
            <EnterCode />
        </Frame>
    }
}

/// The form that takes an event's code. A plain GET: it needs nothing but a browser.
#[component]
pub fn EnterCode() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <form class="enter-code" action="/e" method="get">
            <div class="field">
                <label for="code">{say!(i18n, home.guest.label)}</label>
                <input
                    id="code"
                    name="code"
                    type="text"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    maxlength="24"
                    aria-describedby="code-hint"
                />
                <p class="hint" id="code-hint">
                    {say!(i18n, home.guest.hint)}
                </p>
            </div>
            <button class="button" type="submit">
                {say!(i18n, home.guest.open)}
            </button>
        </form>
    }
}
