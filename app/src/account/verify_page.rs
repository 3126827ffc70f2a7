//! `/admin/verify` and `/verify`.

use domain::account::AccountKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;

use super::code_field::CodeField;
use super::next::{asked_next, with_next};
use super::read_awaited_address::read_awaited_address;
use super::send_code_again::SendCodeAgain;
use super::verify_address::VerifyAddress;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, loaded};

/// `/admin/verify`: the code that an organizer was sent.
#[component]
pub fn VerifyPage() -> impl IntoView {
    view! { <EnterCode kind=AccountKind::Organizer /> }
}

/// `/verify`: the code that a guest was sent.
#[component]
pub fn GuestVerifyPage() -> impl IntoView {
    view! { <EnterCode kind=AccountKind::Guest /> }
}

/// Who waits for no code signs in first: that sends one.
#[component]
fn EnterCode(kind: AccountKind) -> impl IntoView {
    let awaited = Resource::new(|| (), move |()| read_awaited_address(kind));
    loaded(awaited, move |awaited| match awaited {
        Some(email) => view! { <CodeForm kind email /> }.into_any(),
        None => view! { <Redirect path=with_next(&format!("{}/login", kind.base()), &asked_next()) /> }.into_any(),
    })
}

#[component]
fn CodeForm(kind: AccountKind, email: String) -> impl IntoView {
    let i18n = use_i18n();
    let verify = ServerAction::<VerifyAddress>::new();
    let next = asked_next();
    let lead = say!(i18n, account.verify.lead, email = email.clone());
    let (again_email, again_next) = (email.clone(), next.clone());
    view! {
        <PageTitle page=say!(i18n, account.verify.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.verify.title)}</h1>
            <p class="lead">{lead}</p>
            <ActionForm action=verify>
                <FormProblem errors=FormErrors::of(verify) />
                <input type="hidden" name="kind" value=kind.as_str() />
                <input type="hidden" name="email" value=email />
                <input type="hidden" name="next" value=next />
                <CodeField />
                <SubmitButton
                    pending=verify.pending()
                    label=say!(i18n, account.verify.submit)
                    busy=say!(i18n, account.verify.submitting)
                />
            </ActionForm>
            <SendAgain kind email=again_email next=again_next />
            <p class="aside">
                {say!(i18n, account.verify.other)} " "
                <a href=format!("{}/register", kind.base())>{say!(i18n, account.verify.other_link)}</a>
            </p>
        </Frame>
    }
}

#[component]
fn SendAgain(kind: AccountKind, email: String, next: String) -> impl IntoView {
    let i18n = use_i18n();
    let again = ServerAction::<SendCodeAgain>::new();
    let sent = move || again.value().with(|last| matches!(last, Some(Ok(()))));
    view! {
        <details class="fold">
            <summary>{say!(i18n, account.verify.again_title)}</summary>
            <p>{say!(i18n, account.verify.again_text)}</p>
            <ActionForm action=again>
                <FormProblem errors=FormErrors::of(again) />
                <input type="hidden" name="kind" value=kind.as_str() />
                <input type="hidden" name="email" value=email />
                <input type="hidden" name="next" value=next />
                <button class="button quiet" type="submit" disabled=move || again.pending().get()>
                    {move || {
                        if again.pending().get() {
                            say!(i18n, account.verify.again_sending)
                        } else {
                            say!(i18n, account.verify.again)
                        }
                    }}
                </button>
                <p role="status">{move || sent().then(|| say!(i18n, account.verify.sent))}</p>
            </ActionForm>
        </details>
    }
}
