//! "Forget me": closes what the scan opened.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::forget_scan::ForgetScan;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, SubmitButton};

/// Says what forgetting means, then does it. Opens and works without WASM.
#[component]
pub fn Forget(
    /// The event's code.
    code: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let forget = ServerAction::<ForgetScan>::new();
    view! {
        <details class="fold">
            <summary>{say!(i18n, gallery.forget.title)}</summary>
            <p>{say!(i18n, gallery.forget.text)}</p>
            <ActionForm action=forget>
                <input type="hidden" name="code" value=code />
                <FormProblem errors=FormErrors::of(forget) />
                <SubmitButton
                    pending=forget.pending()
                    label=say!(i18n, gallery.forget.confirm)
                    busy=say!(i18n, gallery.forget.confirm)
                />
            </ActionForm>
        </details>
    }
}
