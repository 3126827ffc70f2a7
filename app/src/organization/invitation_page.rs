//! `/admin/invitation?token=…`: joining an organization.

use domain::account::AccountKind;
use domain::organization::{InvitationOffer, InvitationWay};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::accept_invitation::AcceptInvitation;
use super::read_invitation::read_invitation;
use crate::i18n::use_i18n;
use crate::layout::{
    Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, Unlisted, loaded,
};
use crate::oidc::SignInElsewhere;
use crate::words;

/// `/admin/invitation?token=…`: what the letter's link opens.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = use_query_map().get_untracked().get("token").unwrap_or_default();
    let asked = token.clone();
    let offer = Resource::new(move || asked.clone(), read_invitation);
    loaded(offer, move |offer| view! { <ShowInvitation offer token=token.clone() /> })
}

#[component]
fn ShowInvitation(offer: InvitationOffer, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let InvitationOffer { organization_name, role, email, way } = offer;
    let lead = say!(
        i18n,
        organization.invitation.lead,
        organization = organization_name.clone(),
        role = words::role(i18n, role)
    );
    view! {
        <PageTitle page=say!(i18n, organization.invitation.page) />
        <Unlisted />
        <Frame header=Header::Site class="narrow">
            <h1>{say!(i18n, organization.invitation.title, organization = organization_name)}</h1>
            <p class="lead">{lead}</p>
            <p>{say!(i18n, organization.invitation.whom, email = email.clone())}</p>
            {if way == InvitationWay::OtherAccount {
                view! { <OtherAccount /> }.into_any()
            } else {
                view! {
                    <JoinForm way token email />
                    {(way == InvitationWay::SignIn).then(|| view! { <SignInElsewhere kind=AccountKind::Organizer /> })}
                }
                    .into_any()
            }}
        </Frame>
    }
}

#[component]
fn OtherAccount() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="notice">{say!(i18n, organization.invitation.other)}</p>
        <p class="actions">
            <a class="button quiet" href="/admin/logout">
                {say!(i18n, organization.invitation.sign_out)}
            </a>
        </p>
    }
}

#[component]
fn JoinForm(way: InvitationWay, token: String, email: String) -> impl IntoView {
    let i18n = use_i18n();
    let join = ServerAction::<AcceptInvitation>::new();
    let errors = FormErrors::of(join);
    let fields = match way {
        InvitationWay::NewAccount => view! { <NewAccountFields errors /> }.into_any(),
        InvitationWay::SignIn => view! { <PasswordField errors /> }.into_any(),
        InvitationWay::Join | InvitationWay::OtherAccount => ().into_any(),
    };
    view! {
        <ActionForm action=join>
            <FormProblem errors />
            <input type="hidden" name="token" value=token />
            // What keeps passwords learns whose it is.
            <input type="hidden" autocomplete="username" value=email />
            {fields}
            <SubmitButton
                pending=join.pending()
                label=say!(i18n, organization.invitation.submit)
                busy=say!(i18n, organization.invitation.submitting)
            />
        </ActionForm>
    }
}

#[component]
fn NewAccountFields(errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p>{say!(i18n, organization.invitation.new_account)}</p>
        <Field
            name="full_name"
            label=say!(i18n, organization.invitation.full_name)
            kind=FieldKind::Text("name")
            error=errors.field("full_name")
        />
        <Field
            name="password"
            label=say!(i18n, organization.invitation.password)
            hint=say!(i18n, organization.invitation.password_hint)
            kind=FieldKind::NewPassword
            error=errors.field("password")
        />
    }
}

#[component]
fn PasswordField(errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p>{say!(i18n, organization.invitation.known)}</p>
        <Field
            name="password"
            label=say!(i18n, organization.invitation.password)
            kind=FieldKind::CurrentPassword
            error=errors.field("password")
        />
    }
}
