//! What stands where an event would be, before its door.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_location, use_params_map};
use time::OffsetDateTime;

use super::pass_door::PassDoor;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, Unlisted};
use crate::words;

/// Asks for the PIN of the event that the page's address names, then shows the page.
#[component]
pub fn PinDoor() -> impl IntoView {
    let i18n = use_i18n();
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let pass = ServerAction::<PassDoor>::new();
    let next = here();
    // The page was read before the door: it is read again, whole.
    Effect::new(move || {
        if matches!(pass.value().get(), Some(Ok(()))) {
            // A browser that does not reload leaves the form, which says nothing wrong.
            let _ = window().location().reload();
        }
    });
    view! {
        <PageTitle page=say!(i18n, door.pin.title) />
        <Unlisted />
        <Frame header=Header::Site class="narrow">
            <h1>{say!(i18n, door.pin.title)}</h1>
            <p class="lead">{say!(i18n, door.pin.text)}</p>
            <ActionForm action=pass>
                <FormProblem errors=FormErrors::of(pass) />
                <input type="hidden" name="code" value=code />
                <input type="hidden" name="next" value=next />
                <div class="field pin-field">
                    <label for="pin">{say!(i18n, door.pin.label)}</label>
                    <input
                        id="pin"
                        name="pin"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        required
                        maxlength="16"
                        aria-describedby="pin-hint"
                    />
                    <p class="hint" id="pin-hint">
                        {say!(i18n, door.pin.hint)}
                    </p>
                </div>
                <SubmitButton
                    pending=pass.pending()
                    label=say!(i18n, door.pin.submit)
                    busy=say!(i18n, door.pin.submitting)
                />
            </ActionForm>
        </Frame>
    }
}

/// The page that asked for the PIN: where a form without WASM goes on to. What a refused form left in the address stays
/// behind.
fn here() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    let query = query.trim_start_matches('?');
    if query.is_empty() || query.contains("__") { path } else { format!("{path}?{query}") }
}

/// Says that an event is closed, or when it opens.
#[component]
pub fn ClosedDoor(
    /// When it opens, if it has not been open yet.
    opens_at: Option<OffsetDateTime>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (title, text) = match opens_at {
        Some(at) => {
            let day = words::date(i18n, at.date());
            (say!(i18n, door.closed.early_title), say!(i18n, door.closed.early_text, day = day))
        }
        None => (say!(i18n, door.closed.title), say!(i18n, door.closed.text).to_owned()),
    };
    view! {
        <PageTitle page=title />
        <Unlisted />
        <Frame header=Header::Site class="narrow">
            <section class="empty">
                <h1>{title}</h1>
                <p>{text}</p>
                <a class="button" href="/">
                    {say!(i18n, door.closed.home)}
                </a>
            </section>
        </Frame>
    }
}
