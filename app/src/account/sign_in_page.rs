//! `/admin/login`.

use domain::account::AccountKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::read_organizer::read_organizer;
use super::sign_in_organizer::SignInOrganizer;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, loaded};
use crate::oidc::SignInElsewhere;

/// `/admin/login`. Who is signed in already goes on to their events.
#[component]
pub fn SignInPage() -> impl IntoView {
    let organizer = Resource::new(|| (), |()| read_organizer());
    loaded(organizer, |organizer| match organizer {
        Some(_) => view! { <Redirect path="/admin" /> }.into_any(),
        None => view! { <SignInForm /> }.into_any(),
    })
}

#[component]
fn SignInForm() -> impl IntoView {
    let i18n = use_i18n();
    let sign_in = ServerAction::<SignInOrganizer>::new();
    let errors = FormErrors::of(sign_in);
    view! {
        <PageTitle page=say!(i18n, account.sign_in.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.sign_in.title)}</h1>
            <WhyHere />
            <ActionForm action=sign_in>
                <FormProblem errors />
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
            <SignInElsewhere kind=AccountKind::Organizer />
            <p class="aside">
                <a href="/admin/forgot">{say!(i18n, account.sign_in.forgot)}</a>
            </p>
            <p class="aside">
                {say!(i18n, account.sign_in.other)} " "
                <a href="/admin/register">{say!(i18n, account.sign_in.other_link)}</a>
            </p>
            <p class="aside">
                {say!(i18n, account.sign_in.for_guests)} " "
                <a href="/login">{say!(i18n, account.sign_in.for_guests_link)}</a>
            </p>
        </Frame>
    }
}

/// What brought somebody here who did not ask to sign in.
#[component]
fn WhyHere() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let reason = query.get("first").map(|_| say!(i18n, account.sign_in.first));
    reason.map(|reason| view! { <p class="notice" role="status">{reason}</p> })
}
