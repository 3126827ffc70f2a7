//! The field that takes a code.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;

/// Takes the six digits of a letter. Phones offer to fill them in.
#[component]
pub(super) fn CodeField(
    /// What is in it already.
    #[prop(into, optional)]
    value: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field code-field">
            <label for="code">{say!(i18n, account.verify.code)}</label>
            <input
                id="code"
                name="code"
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                spellcheck="false"
                required
                maxlength="12"
                value=value
                aria-describedby="code-hint"
            />
            <p class="hint" id="code-hint">
                {say!(i18n, account.verify.code_hint)}
            </p>
        </div>
    }
}
