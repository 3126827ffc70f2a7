//! `/admin/register`.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::PasswordField;
use super::register_organizer::RegisterOrganizer;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton};

/// `/admin/register`: an account for who hosts events.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let i18n = use_i18n();
    let register = ServerAction::<RegisterOrganizer>::new();
    let errors = FormErrors::of(register);
    view! {
        <PageTitle page=say!(i18n, account.register.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.register.title)}</h1>
            <p class="lead">{say!(i18n, account.register.lead)}</p>
            <ActionForm action=register>
                <FormProblem errors />
                <Field
                    name="organization_name"
                    label=say!(i18n, account.register.organization)
                    hint=say!(i18n, account.register.organization_hint)
                    kind=FieldKind::Text("organization")
                    error=errors.field("organization_name")
                />
                <Field
                    name="email"
                    label=say!(i18n, account.register.email)
                    hint=say!(i18n, account.register.email_hint)
                    kind=FieldKind::Email
                    error=errors.field("email")
                />
                <PasswordField label=say!(i18n, account.register.password) error=errors.field("password") />
                <SubmitButton
                    pending=register.pending()
                    label=say!(i18n, account.register.submit)
                    busy=say!(i18n, account.register.submitting)
                />
            </ActionForm>
            <p class="aside">
                {say!(i18n, account.register.other)} " "
                <a href="/admin/login">{say!(i18n, account.register.other_link)}</a>
            </p>
        </Frame>
    }
}
