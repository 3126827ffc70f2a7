//! `/admin/reset` and `/reset`.

use domain::account::AccountKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::PasswordField;
use super::code_field::CodeField;
use super::read_awaited_address::read_awaited_address;
use super::reset_password::ResetPassword;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, loaded};

/// `/admin/reset`: an organizer's new password.
#[component]
pub fn ResetPage() -> impl IntoView {
    view! { <NewPassword kind=AccountKind::Organizer /> }
}

/// `/reset`: a guest's new password.
#[component]
pub fn GuestResetPage() -> impl IntoView {
    view! { <NewPassword kind=AccountKind::Guest /> }
}

/// For whom it is: who has asked here for a code, or who comes by a link that the operator has passed on. Anybody else asks for
/// a code first.
#[component]
fn NewPassword(kind: AccountKind) -> impl IntoView {
    let awaited = Resource::new(|| (), move |()| read_awaited_address(kind));
    let query = use_query_map().get_untracked();
    let linked = query.get("email").filter(|email| !email.is_empty());
    let code = query.get("code").unwrap_or_default();
    loaded(awaited, move |awaited| {
        let (linked, code) = (linked.clone(), code.clone());
        match linked.or(awaited) {
            Some(email) => view! { <NewPasswordForm kind email code /> }.into_any(),
            None => view! { <Redirect path=format!("{}/forgot", kind.base()) /> }.into_any(),
        }
    })
}

#[component]
fn NewPasswordForm(kind: AccountKind, email: String, code: String) -> impl IntoView {
    let i18n = use_i18n();
    let reset = ServerAction::<ResetPassword>::new();
    let errors = FormErrors::of(reset);
    let sent = code.is_empty().then(|| say!(i18n, account.reset.sent, email = email.clone()));
    view! {
        <PageTitle page=say!(i18n, account.reset.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.reset.title)}</h1>
            {sent.map(|sent| view! { <p class="notice" role="status">{sent}</p> })}
            <p>{say!(i18n, account.reset.lead)}</p>
            <ActionForm action=reset>
                <FormProblem errors />
                <input type="hidden" name="kind" value=kind.as_str() />
                // Read by password managers, which keep the new password with it.
                <input id="email" type="hidden" name="email" autocomplete="username" value=email />
                <CodeField value=code />
                <PasswordField label=say!(i18n, account.reset.password) error=errors.field("password") />
                <SubmitButton
                    pending=reset.pending()
                    label=say!(i18n, account.reset.submit)
                    busy=say!(i18n, account.reset.submitting)
                />
            </ActionForm>
            <p class="aside">
                {say!(i18n, account.reset.other)} " "
                <a href=format!("{}/forgot", kind.base())>{say!(i18n, account.reset.other_link)}</a>
            </p>
        </Frame>
    }
}
