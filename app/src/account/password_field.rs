//! A password that is being chosen: how good it is, and what it is.

use domain::password::{SHORTEST, Strength, strength};
use domain::problem::FieldProblemCode;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::browser::fields;
use crate::i18n::use_i18n;
use crate::words::{self, Words};

/// Fields of the same form whose words a password should not be made of.
const KNOWN: [&str; 3] = ["email", "full_name", "organization_name"];

/// A new password with a meter and a button that shows it. Without WASM it is a plain field, and the server says the same.
#[component]
pub fn PasswordField(
    /// What to fill in.
    label: &'static str,
    /// What is wrong with the last try.
    error: Signal<Option<FieldProblemCode>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (alive, set_alive) = signal(false);
    let (shown, set_shown) = signal(false);
    let (typed, set_typed) = signal(String::new());
    Effect::new(move || set_alive.set(true));
    let measured = Memo::new(move |_| {
        typed.with(|typed| {
            let known: Vec<String> = if typed.is_empty() { Vec::new() } else { fields::values(&KNOWN) };
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            (!typed.is_empty()).then(|| (strength(typed, &known), typed.chars().count()))
        })
    });
    view! {
        <div class="field">
            <label for="password">{label}</label>
            <div class="password-row">
                <input
                    id="password"
                    name="password"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="new-password"
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    minlength="12"
                    maxlength="200"
                    aria-describedby="password-hint password-error"
                    aria-invalid=move || error.get().is_some().to_string()
                    on:input=move |event| set_typed.set(event_target_value(&event))
                />
                <button
                    class="button quiet password-show"
                    type="button"
                    hidden=move || !alive.get()
                    aria-controls="password"
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| set_shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { say!(i18n, account.password.hide) } else { say!(i18n, account.password.show) }}
                </button>
            </div>
            <div class="strength" data-strength=move || measured.get().map(|(strength, _)| level(strength))>
                <span class="strength-bar" aria-hidden="true"></span>
                <p class="hint" aria-live="polite">
                    {move || measured.get().map(|(strength, length)| verdict(i18n, strength, length))}
                </p>
            </div>
            <p class="hint" id="password-hint">
                {say!(i18n, account.register.password_hint)}
            </p>
            <p class="field-error" id="password-error">
                {move || error.get().map(|code| words::field_problem(i18n, code))}
            </p>
        </div>
    }
}

/// The strength's name in the style sheet.
const fn level(strength: Strength) -> &'static str {
    match strength {
        Strength::TooShort | Strength::TooLong => "short",
        Strength::TooCommon => "common",
        Strength::Fair => "fair",
        Strength::Good => "good",
    }
}

fn verdict(i18n: Words, strength: Strength, length: usize) -> String {
    match strength {
        Strength::TooShort => {
            let missing = u64::try_from(SHORTEST.saturating_sub(length)).unwrap_or_default();
            say!(i18n, account.password.too_short, count = missing, n = words::number(i18n, missing))
        }
        Strength::TooLong => say!(i18n, account.password.too_long).to_owned(),
        Strength::TooCommon => say!(i18n, account.password.too_common).to_owned(),
        Strength::Fair => say!(i18n, account.password.fair).to_owned(),
        Strength::Good => say!(i18n, account.password.good).to_owned(),
    }
}
