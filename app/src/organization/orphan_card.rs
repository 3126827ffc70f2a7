//! An organization that would have no owner: handed over, or deleted.

use domain::organization::{Member, Orphan};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::delete_form::DeleteOrganizationForm;
use super::delete_organization::DeleteOrganization;
use super::hand_over_organization::HandOverOrganization;
use super::member_row::member_name;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};
use crate::words;

/// What can become of an organization.
#[derive(Clone, Copy)]
pub struct OrphanActions {
    hand_over: ServerAction<HandOverOrganization>,
    delete: ServerAction<DeleteOrganization>,
}

impl Default for OrphanActions {
    fn default() -> Self {
        Self { hand_over: ServerAction::new(), delete: ServerAction::new() }
    }
}

impl OrphanActions {
    /// Grows with everything that was done: what was read before is out of date.
    pub fn version(self) -> usize {
        self.hand_over.version().get() + self.delete.version().get()
    }
}

/// One organization, with both ways.
#[component]
pub fn OrphanCard(
    /// Which.
    orphan: Orphan,
    /// The ways.
    actions: OrphanActions,
) -> impl IntoView {
    let i18n = use_i18n();
    let Orphan { organization_id, name, events, others } = orphan;
    let count = say!(i18n, profile.delete.events, count = events, n = words::number(i18n, events));
    let id = format!("to-{organization_id}");
    let option = |member: Member| {
        view! { <option value=member.account_id.to_string()>{member_name(&member)}</option> }
    };
    let heirs = (!others.is_empty()).then(|| {
        view! {
            <ActionForm action=actions.hand_over>
                <FormProblem errors=FormErrors::of(actions.hand_over) />
                <input type="hidden" name="organization_id" value=organization_id.to_string() />
                <div class="field">
                    <label for=id.clone()>{say!(i18n, profile.delete.hand_over)}</label>
                    <select id=id name="to">
                        {others.into_iter().map(option).collect_view()}
                    </select>
                </div>
                <button class="button" type="submit">
                    {say!(i18n, profile.delete.hand_over_submit)}
                </button>
            </ActionForm>
        }
    });
    view! {
        <section class="card">
            <h2>{name.clone()}</h2>
            <p class="fine">{count}</p>
            {heirs}
            <DeleteOrganizationForm organization=organization_id name action=actions.delete />
        </section>
    }
}
