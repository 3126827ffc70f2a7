//! An organization that would have no owner: handed over, or deleted.

use domain::organization::{Member, Orphan};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::organization::{DeleteOrganization, DeleteOrganizationForm, HandOverOrganization, member_name};
use crate::words;

/// What can become of an organization.
#[derive(Clone, Copy)]
pub(super) struct OrphanActions {
    /// Another member becomes its owner.
    pub(super) hand_over: ServerAction<HandOverOrganization>,
    /// It goes with everything.
    pub(super) delete: ServerAction<DeleteOrganization>,
}

/// One organization, with both ways.
#[component]
pub(super) fn OrphanCard(
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
