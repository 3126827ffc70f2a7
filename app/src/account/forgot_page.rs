//! `/admin/forgot` and `/forgot`.

use domain::account::AccountKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::ask_for_reset::AskForReset;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton};

/// `/admin/forgot`: an organizer's way to a new password.
#[component]
pub fn ForgotPage() -> impl IntoView {
    view! { <AskForCode kind=AccountKind::Organizer /> }
}

/// `/forgot`: a guest's way to a new password.
#[component]
pub fn GuestForgotPage() -> impl IntoView {
    view! { <AskForCode kind=AccountKind::Guest /> }
}

#[component]
fn AskForCode(kind: AccountKind) -> impl IntoView {
    let i18n = use_i18n();
    let ask = ServerAction::<AskForReset>::new();
    let errors = FormErrors::of(ask);
    view! {
        <PageTitle page=say!(i18n, account.forgot.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.forgot.title)}</h1>
            <p class="lead">{say!(i18n, account.forgot.lead)}</p>
            <ActionForm action=ask>
                <FormProblem errors />
                <input type="hidden" name="kind" value=kind.as_str() />
                <Field
                    name="email"
                    label=say!(i18n, account.sign_in.email)
                    kind=FieldKind::Email
                    error=errors.field("email")
                />
                <SubmitButton
                    pending=ask.pending()
                    label=say!(i18n, account.forgot.submit)
                    busy=say!(i18n, account.forgot.submitting)
                />
            </ActionForm>
            <p class="aside">
                {say!(i18n, account.forgot.other)} " "
                <a href=format!("{}/login", kind.base())>{say!(i18n, account.forgot.other_link)}</a>
            </p>
        </Frame>
    }
}
