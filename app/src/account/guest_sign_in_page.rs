//! `/login`.

use domain::account::AccountKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;

use super::next::{after_sign_in, asked_next, with_next};
use super::read_guest::read_guest;
use super::sign_in_guest::SignInGuest;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, loaded};
use crate::oidc::SignInElsewhere;

/// `/login`. Which guest is signed in already goes on.
#[component]
pub fn GuestSignInPage() -> impl IntoView {
    let guest = Resource::new(|| (), |()| read_guest());
    loaded(guest, |guest| match guest {
        Some(_) => {
            let next = after_sign_in(AccountKind::Guest, &asked_next()).to_owned();
            view! { <Redirect path=next /> }.into_any()
        }
        None => view! { <GuestSignInForm /> }.into_any(),
    })
}

#[component]
fn GuestSignInForm() -> impl IntoView {
    let i18n = use_i18n();
    let sign_in = ServerAction::<SignInGuest>::new();
    let errors = FormErrors::of(sign_in);
    let next = asked_next();
    let register_href = with_next("/register", &next);
    view! {
        <PageTitle page=say!(i18n, account.sign_in.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.sign_in.guest_title)}</h1>
            <p class="lead">{say!(i18n, account.sign_in.guest_lead)}</p>
            <ActionForm action=sign_in>
                <FormProblem errors />
                <input type="hidden" name="next" value=next />
                <Field
                    name="email"
                    label=say!(i18n, account.sign_in.email)
                    kind=FieldKind::Email
                    error=errors.field("email")
                />
                <Field
                    name="password"
                    label=say!(i18n, account.sign_in.password)
                    kind=FieldKind::CurrentPassword
                    error=errors.field("password")
                />
                <SubmitButton
                    pending=sign_in.pending()
                    label=say!(i18n, account.sign_in.submit)
                    busy=say!(i18n, account.sign_in.submitting)
                />
            </ActionForm>
            <SignInElsewhere kind=AccountKind::Guest />
            <p class="aside">
                <a href="/forgot">{say!(i18n, account.sign_in.forgot)}</a>
            </p>
            <p class="aside">
                {say!(i18n, account.sign_in.other)} " "
                <a href=register_href>{say!(i18n, account.sign_in.other_link)}</a>
            </p>
            <p class="aside">
                {say!(i18n, account.sign_in.for_organizers)} " "
                <a href="/admin/login">{say!(i18n, account.sign_in.for_organizers_link)}</a>
            </p>
        </Frame>
    }
}
