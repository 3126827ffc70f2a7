//! The end of an organization: its name, typed, confirms it.

use domain::OrganizationId;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::delete_organization::DeleteOrganization;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};
use crate::words;

/// Says what goes, and asks for the name.
#[component]
pub(super) fn DeleteOrganizationForm(
    /// Which.
    organization: OrganizationId,
    /// What it is called.
    name: String,
    /// Deletes it.
    action: ServerAction<DeleteOrganization>,
) -> impl IntoView {
    let i18n = use_i18n();
    let errors = FormErrors::of(action);
    let wrong = errors.field("name");
    let id = format!("name-of-{organization}");
    let hint = format!("{id}-hint");
    view! {
        <details class="fold">
            <summary>{say!(i18n, organization.delete.title, name = name.clone())}</summary>
            <p>{say!(i18n, organization.delete.text)}</p>
            <ActionForm action=action>
                <FormProblem errors />
                <input type="hidden" name="organization_id" value=organization.to_string() />
                <div class="field">
                    <label for=id.clone()>{say!(i18n, organization.delete.confirm)}</label>
                    <input
                        id=id
                        name="name"
                        type="text"
                        autocomplete="off"
                        required
                        aria-describedby=hint.clone()
                        aria-invalid=move || wrong.get().is_some().to_string()
                    />
                    <p class="hint">{name}</p>
                    <p class="field-error" id=hint>
                        {move || wrong.get().map(|code| words::field_problem(i18n, code))}
                    </p>
                </div>
                <button
                    class="button small bad"
                    type="submit"
                    disabled=move || action.pending().get()
                >
                    {move || {
                        if action.pending().get() {
                            say!(i18n, organization.delete.submitting)
                        } else {
                            say!(i18n, organization.delete.submit)
                        }
                    }}
                </button>
            </ActionForm>
        </details>
    }
}
