//! `/register`.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::PasswordField;
use super::next::{asked_next, with_next};
use super::register_guest::RegisterGuest;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton};

/// `/register`: an account for a guest who wants to find their photos again.
#[component]
pub fn GuestRegisterPage() -> impl IntoView {
    let i18n = use_i18n();
    let register = ServerAction::<RegisterGuest>::new();
    let errors = FormErrors::of(register);
    let next = asked_next();
    let sign_in_href = with_next("/login", &next);
    view! {
        <PageTitle page=say!(i18n, account.guest_register.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.guest_register.title)}</h1>
            <p class="lead">{say!(i18n, account.guest_register.lead)}</p>
            <ActionForm action=register>
                <FormProblem errors />
                <input type="hidden" name="next" value=next />
                <Field
                    name="full_name"
                    label=say!(i18n, account.guest_register.name)
                    hint=say!(i18n, account.guest_register.name_hint)
                    kind=FieldKind::Text("name")
                    error=errors.field("full_name")
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
                <a href=sign_in_href>{say!(i18n, account.register.other_link)}</a>
            </p>
        </Frame>
    }
}
