//! One labelled field of a form.

use domain::problem::FieldProblemCode;
use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::words;

/// What a field takes. Browsers choose the keyboard and offer to fill it in by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text; the value of `autocomplete`.
    Text(&'static str),
    /// An e-mail address, the account's name.
    Email,
    /// The password of an account that is there.
    CurrentPassword,
    /// A password to be chosen.
    NewPassword,
    /// A day.
    Date,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Email => "email",
            Self::CurrentPassword | Self::NewPassword => "password",
            Self::Date => "date",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Text(what) => what,
            Self::Email => "username",
            Self::CurrentPassword => "current-password",
            Self::NewPassword => "new-password",
            Self::Date => "off",
        }
    }

    /// The length a new password needs, as in [`domain::organizer::OrganizerRegistration`].
    const fn min_length(self) -> Option<&'static str> {
        match self {
            Self::NewPassword => Some("12"),
            _ => None,
        }
    }
}

/// A label, an input, a hint and what is wrong with it, tied together for screen readers.
///
/// The browser checks what it can, so that nothing filled in is lost on the way; the server checks everything.
#[component]
pub fn Field(
    /// The name in the request, and the element's id.
    name: &'static str,
    /// What to fill in.
    label: &'static str,
    /// What it takes.
    kind: FieldKind,
    /// What is wrong with the last try.
    error: Signal<Option<FieldProblemCode>>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: Option<String>,
    /// Beside the label, small: "optional".
    #[prop(optional)]
    note: Option<&'static str>,
    /// Below the field.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let hint_id = format!("{name}-hint");
    let error_id = format!("{name}-error");
    let described_by = if hint.is_some() { format!("{hint_id} {error_id}") } else { error_id.clone() };
    view! {
        <div class="field">
            <label for=name>{label} {note.map(|note| view! { <small>{note}</small> })}</label>
            <input
                id=name
                name=name
                type=kind.input_type()
                autocomplete=kind.autocomplete()
                value=value
                required=note.is_none()
                minlength=kind.min_length()
                aria-describedby=described_by
                aria-invalid=move || error.get().is_some().to_string()
            />
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="field-error" id=error_id>
                {move || error.get().map(|code| words::field_problem(i18n, code))}
            </p>
        </div>
    }
}
