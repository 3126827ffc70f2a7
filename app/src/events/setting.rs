//! One field and one box of the settings' form: with its value, and what somebody else has written there meanwhile.

use domain::problem::FieldProblemCode;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::words;

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A line of text.
    Text,
    /// A day.
    Day,
    /// Digits.
    Digits,
}

impl SettingKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Digits => "text",
            Self::Day => "date",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Digits => Some("numeric"),
            Self::Text | Self::Day => None,
        }
    }
}

/// A labelled field of the settings' form.
#[component]
pub fn Setting(
    /// The field's name, and the element's id.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// What stands in it.
    value: String,
    /// What it takes.
    kind: SettingKind,
    /// What is wrong with the last try.
    error: Signal<Option<FieldProblemCode>>,
    /// What it says by now, after somebody else's edit.
    #[prop(optional, into)]
    newer: Option<Signal<Option<String>>>,
    /// Beside the label, small: "optional".
    #[prop(optional)]
    note: Option<&'static str>,
    /// Below the field.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let described_by = format!("{name}-hint {name}-error {name}-newer");
    let before = value.clone();
    let changed = move || {
        let now = newer?.get().filter(|now| *now != before)?;
        Some(if now.is_empty() {
            say!(i18n, settings.newer_empty).to_owned()
        } else {
            say!(i18n, settings.newer, value = now)
        })
    };
    view! {
        <div class="field">
            <label for=name>{label} {note.map(|note| view! { <small>{note}</small> })}</label>
            <input
                id=name
                name=format!("form[{name}]")
                type=kind.input_type()
                inputmode=kind.input_mode()
                autocomplete="off"
                required=note.is_none()
                value=value
                aria-describedby=described_by
                aria-invalid=move || error.get().is_some().to_string()
            />
            <p class="field-newer" id=format!("{name}-newer") role="status">
                {changed}
            </p>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <p class="field-error" id=format!("{name}-error")>
                {move || error.get().map(|code| words::field_problem(i18n, code))}
            </p>
        </div>
    }
}

/// A box of the settings' form that is ticked or not.
#[component]
pub fn Choice(
    /// The field's name, and the element's id.
    name: &'static str,
    /// What it stands for.
    label: &'static str,
    /// Whether it is ticked.
    checked: bool,
    /// What it is by now, after somebody else's edit.
    #[prop(optional, into)]
    newer: Option<Signal<Option<bool>>>,
    /// Below the box.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let changed = move || {
        let now = newer?.get().filter(|now| *now != checked)?;
        Some(if now { say!(i18n, settings.newer_on) } else { say!(i18n, settings.newer_off) })
    };
    view! {
        <div class="choice">
            <label for=name>
                <input
                    id=name
                    name=format!("form[{name}]")
                    type="checkbox"
                    value="true"
                    checked=checked
                    aria-describedby=format!("{name}-hint {name}-newer")
                />
                <span>{label}</span>
            </label>
            <p class="field-newer" id=format!("{name}-newer") role="status">
                {changed}
            </p>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
        </div>
    }
}
