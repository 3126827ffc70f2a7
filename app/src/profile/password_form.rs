//! Another password.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::change_password::ChangePassword;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, SubmitButton};

/// Takes the password until now, where there is one, and the one from now on.
#[component]
pub(super) fn PasswordForm(
    /// Whether there is one.
    has_password: bool,
    /// The account's name, for what keeps passwords.
    email: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let change = ServerAction::<ChangePassword>::new();
    let errors = FormErrors::of(change);
    let changed_plainly = use_query_map().get_untracked().get("changed").is_some();
    let changed = move || change.value().get().map_or(changed_plainly, |last| last.is_ok());
    let text = if has_password { say!(i18n, profile.password.text) } else { say!(i18n, profile.password.first) };
    view! {
        <section class="card">
            <h2>{say!(i18n, profile.password.title)}</h2>
            <p class="fine">{text}</p>
            <ActionForm action=change>
                <FormProblem errors />
                <input type="hidden" autocomplete="username" value=email />
                {has_password
                    .then(|| {
                        view! {
                            <Field
                                name="current_password"
                                label=say!(i18n, profile.password.current)
                                kind=FieldKind::CurrentPassword
                                error=errors.field("current_password")
                            />
                        }
                    })}
                <Field
                    name="new_password"
                    label=say!(i18n, profile.password.chosen)
                    hint=say!(i18n, profile.password.hint)
                    kind=FieldKind::NewPassword
                    error=errors.field("new_password")
                />
                <SubmitButton
                    pending=change.pending()
                    label=say!(i18n, profile.password.submit)
                    busy=say!(i18n, profile.password.submitting)
                />
                <p class="fine" role="status">
                    {move || changed().then(|| say!(i18n, profile.password.done))}
                </p>
            </ActionForm>
        </section>
    }
}
