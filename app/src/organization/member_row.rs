//! One member of an organization.

use domain::organization::Member;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::page::Actions;
use super::role_field::RoleField;
use crate::i18n::use_i18n;
use crate::words;

/// What a member is called: their name, else their address.
pub(super) fn member_name(member: &Member) -> String {
    if member.full_name.is_empty() { member.email.clone() } else { member.full_name.clone() }
}

/// A member with their role; for owners, with what can be changed.
#[component]
pub(super) fn MemberRow(
    /// Who.
    member: Member,
    /// Whether it is the reader.
    is_me: bool,
    /// Whether the reader is an owner.
    is_owner: bool,
    /// What the organization is called.
    organization: String,
    /// What can be done.
    actions: Actions,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = member_name(&member);
    let picture = match member.picture_url.clone() {
        Some(url) => view! { <img class="portrait small" src=url width="48" height="48" alt="" /> }.into_any(),
        None => view! { <span class="portrait small" aria-hidden="true"></span> }.into_any(),
    };
    let more = is_owner.then(|| view! { <More member=member.clone() name=name.clone() is_me organization actions /> });
    view! {
        <li class="row">
            {picture}
            <div class="row-text">
                <p class="row-name">
                    {name}
                    {is_me.then(|| view! { <span class="tag">{say!(i18n, organization.members.you)}</span> })}
                </p>
                <p class="fine">{words::role(i18n, member.role)} " · " {member.email}</p>
            </div>
            {more}
        </li>
    }
}

#[component]
fn More(member: Member, name: String, is_me: bool, organization: String, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let id = member.account_id.to_string();
    let removed = id.clone();
    let remove = (!is_me).then(|| {
        view! {
            <p>{say!(i18n, organization.members.remove_question, name = name.clone(), organization = organization)}</p>
            <ActionForm action=actions.remove>
                <input type="hidden" name="member" value=removed />
                <button class="button small bad" type="submit">
                    {say!(i18n, organization.members.remove)}
                </button>
            </ActionForm>
        }
    });
    view! {
        <details class="fold row-more">
            <summary>{say!(i18n, organization.members.change, name = name.clone())}</summary>
            <ActionForm action=actions.change_role>
                <input type="hidden" name="member" value=id.clone() />
                <RoleField id=format!("role-{id}") chosen=member.role />
                <button class="button small quiet" type="submit">
                    {say!(i18n, organization.save)}
                </button>
            </ActionForm>
            {remove}
        </details>
    }
}
