//! Asking somebody in, and who has been asked.

use domain::organization::{Invitation, Role};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::page::Actions;
use super::role_field::RoleField;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, SubmitButton};
use crate::words;

/// The form that sends an invitation, and those that nobody has answered.
#[component]
pub(super) fn Invitations(
    /// Those that are open.
    invitations: Vec<Invitation>,
    /// What can be done.
    actions: Actions,
) -> impl IntoView {
    let i18n = use_i18n();
    let errors = FormErrors::of(actions.invite);
    let open = (!invitations.is_empty()).then(|| {
        let rows = invitations.into_iter().map(|invitation| view! { <Row invitation actions /> }).collect_view();
        view! {
            <h3>{say!(i18n, organization.invite.open)}</h3>
            <FormProblem errors=FormErrors::of(actions.withdraw) />
            <ul class="rows">{rows}</ul>
        }
    });
    view! {
        <section class="card">
            <h2>{say!(i18n, organization.invite.title)}</h2>
            <p class="fine">{say!(i18n, organization.invite.text)}</p>
            <ActionForm action=actions.invite>
                <FormProblem errors />
                <Field
                    name="email"
                    label=say!(i18n, organization.invite.email)
                    kind=FieldKind::Email
                    error=errors.field("email")
                />
                <RoleField id="role-new".to_owned() chosen=Role::Photographer />
                <SubmitButton
                    pending=actions.invite.pending()
                    label=say!(i18n, organization.invite.submit)
                    busy=say!(i18n, organization.invite.submitting)
                />
            </ActionForm>
            {open}
        </section>
    }
}

#[component]
fn Row(invitation: Invitation, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let until = words::date(i18n, invitation.expires_at.date());
    let label = say!(i18n, organization.invite.withdraw_label, email = invitation.email.clone());
    view! {
        <li class="row">
            <div class="row-text">
                <p class="row-name">{invitation.email}</p>
                <p class="fine">
                    {words::role(i18n, invitation.role)} " · " {say!(i18n, organization.invite.until, date = until)}
                </p>
            </div>
            <ActionForm action=actions.withdraw>
                <input type="hidden" name="invitation" value=invitation.id.to_string() />
                <button class="button small quiet" type="submit" aria-label=label>
                    {say!(i18n, organization.invite.withdraw)}
                </button>
            </ActionForm>
        </li>
    }
}
