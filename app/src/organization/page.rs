//! `/admin/organization`.

use domain::organization::{Organization, Role};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::change_role::ChangeRole;
use super::delete_form::DeleteOrganizationForm;
use super::delete_organization::DeleteOrganization;
use super::invitations::Invitations;
use super::invite::Invite;
use super::leave_organization::LeaveOrganization;
use super::mark::{MarkData, OrganizationMark};
use super::member_row::MemberRow;
use super::read_organization::read_organization;
use super::remove_member::RemoveMember;
use super::rename_organization::RenameOrganization;
use super::switcher::Switcher;
use super::withdraw_invitation::WithdrawInvitation;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, SubmitButton, loaded};
use crate::profile::{AccountFrame, Part};

/// What can be done on this page. It reads the organization again after each.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) rename: ServerAction<RenameOrganization>,
    pub(super) change_role: ServerAction<ChangeRole>,
    pub(super) remove: ServerAction<RemoveMember>,
    pub(super) invite: ServerAction<Invite>,
    pub(super) withdraw: ServerAction<WithdrawInvitation>,
    pub(super) leave: ServerAction<LeaveOrganization>,
    pub(super) delete: ServerAction<DeleteOrganization>,
}

/// `/admin/organization`.
#[component]
pub fn OrganizationPage() -> impl IntoView {
    let actions = Actions {
        rename: ServerAction::new(),
        change_role: ServerAction::new(),
        remove: ServerAction::new(),
        invite: ServerAction::new(),
        withdraw: ServerAction::new(),
        leave: ServerAction::new(),
        delete: ServerAction::new(),
    };
    let version = move || {
        let members = (actions.change_role.version().get(), actions.remove.version().get());
        let invitations = (actions.invite.version().get(), actions.withdraw.version().get());
        (actions.rename.version().get(), members, invitations)
    };
    let organization = Resource::new(version, |_| read_organization());
    let mark = MarkData::new();
    loaded(organization, move |organization| view! { <ShowOrganization organization actions mark /> })
}

#[component]
fn ShowOrganization(organization: Organization, actions: Actions, mark: MarkData) -> impl IntoView {
    let i18n = use_i18n();
    let is_owner = organization.role == Role::Owner;
    let is_new = use_query_map().get_untracked().get("new").is_some();
    let Organization { id, name, me, members, invitations, mine, .. } = organization;
    let rows = members
        .into_iter()
        .map(|member| {
            let is_me = member.account_id == me;
            view! { <MemberRow member is_me is_owner organization=name.clone() actions /> }
        })
        .collect_view();
    view! {
        <AccountFrame part=Part::Organization>
            <h1>{name.clone()}</h1>
            {is_new.then(|| view! { <p class="notice" role="status">{say!(i18n, organization.welcome)}</p> })}
            {is_owner.then(|| view! { <NameForm name=name.clone() action=actions.rename /> })}
            <section class="card">
                <h2>{say!(i18n, organization.members.title)}</h2>
                <FormProblem errors=FormErrors::of(actions.change_role) />
                <FormProblem errors=FormErrors::of(actions.remove) />
                <ul class="rows">{rows}</ul>
            </section>
            {is_owner.then(|| view! { <Invitations invitations actions /> })}
            {is_owner.then(|| view! { <OrganizationMark data=mark /> })}
            <Switcher mine current=id />
            <details class="fold">
                <summary>{say!(i18n, organization.leave.title, name = name.clone())}</summary>
                <p>{say!(i18n, organization.leave.text)}</p>
                <ActionForm action=actions.leave>
                    <FormProblem errors=FormErrors::of(actions.leave) />
                    <button class="button small bad" type="submit">
                        {say!(i18n, organization.leave.submit)}
                    </button>
                </ActionForm>
            </details>
            {is_owner
                .then(|| {
                    view! { <DeleteOrganizationForm organization=id name=name.clone() action=actions.delete /> }
                })}
        </AccountFrame>
    }
}

#[component]
fn NameForm(name: String, action: ServerAction<RenameOrganization>) -> impl IntoView {
    let i18n = use_i18n();
    let errors = FormErrors::of(action);
    view! {
        <section class="card">
            <ActionForm action=action>
                <FormProblem errors />
                <Field
                    name="name"
                    label=say!(i18n, organization.name)
                    hint=say!(i18n, organization.name_hint)
                    kind=FieldKind::Text("organization")
                    value=name
                    error=errors.field("name")
                />
                <SubmitButton
                    pending=action.pending()
                    label=say!(i18n, organization.save)
                    busy=say!(i18n, organization.saving)
                />
            </ActionForm>
        </section>
    }
}
