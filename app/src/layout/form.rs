//! What a form says about its last try.

use domain::problem::FieldProblemCode;
use domain::{Problem, ProblemCode};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::error::AppError;
use crate::i18n::use_i18n;
use crate::words;

/// What is wrong with a form's last try, if anything. Also after a form that was sent without WASM: its error comes
/// back in the address.
///
/// Only codes are shown, never the text of a problem: an address can be made up by anybody.
#[derive(Clone, Copy)]
pub struct FormErrors(Signal<Option<Problem>>);

impl FormErrors {
    /// The errors of an action's last try.
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
    {
        let value = action.value();
        Self(Signal::derive(move || value.with(|last| last.as_ref()?.as_ref().err().map(|error| error.0.clone()))))
    }

    /// What is wrong with one field.
    pub fn field(self, name: &'static str) -> Signal<Option<FieldProblemCode>> {
        Signal::derive(move || {
            self.0.with(|problem| {
                let fields = &problem.as_ref()?.fields;
                fields.iter().find(|field| field.field == name).map(|field| field.code)
            })
        })
    }

    fn code(self) -> Option<ProblemCode> {
        self.0.with(|problem| problem.as_ref().map(|problem| problem.code))
    }
}

/// Above a form: what is wrong with its last try as a whole. Spoken when it appears.
#[component]
pub fn FormProblem(
    /// The form's errors.
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="form-problem" role="alert">
            {move || errors.code().map(|code| view! { <p>{words::problem(i18n, code)}</p> })}
        </div>
    }
}

/// The button that sends a form. While it is on its way, it says so and takes no second press.
#[component]
pub fn SubmitButton(
    /// Whether the form is on its way.
    pending: Memo<bool>,
    /// What pressing it does.
    label: &'static str,
    /// What it says meanwhile.
    busy: &'static str,
) -> impl IntoView {
    view! {
        <button class="button" type="submit" disabled=move || pending.get() aria-busy=move || pending.get().to_string()>
            {move || if pending.get() { busy } else { label }}
        </button>
    }
}
