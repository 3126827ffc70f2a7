//! Choosing a role.

use domain::organization::Role;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::words;

/// A list of the roles, with what each may do below it.
#[component]
pub(super) fn RoleField(
    /// The element's id.
    id: String,
    /// What is chosen at first.
    chosen: Role,
) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |role: Role| {
        view! {
            <option value=role.as_str() selected=role == chosen>
                {words::role(i18n, role)}
            </option>
        }
    };
    let hint = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id.clone()>{say!(i18n, organization.members.role)}</label>
            <select id=id name="role" aria-describedby=hint.clone()>
                {Role::ALL.into_iter().map(option).collect_view()}
            </select>
            <p class="hint" id=hint>
                {say!(i18n, organization.roles.owner_text)} " " {say!(i18n, organization.roles.editor_text)} " "
                {say!(i18n, organization.roles.photographer_text)}
            </p>
        </div>
    }
}
