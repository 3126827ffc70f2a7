//! `/logout`.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::sign_out_guest::SignOutGuest;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton};

/// `/logout`: a button, because a link must not change anything.
#[component]
pub fn GuestSignOutPage() -> impl IntoView {
    let i18n = use_i18n();
    let sign_out = ServerAction::<SignOutGuest>::new();
    view! {
        <PageTitle page=say!(i18n, account.sign_out.page) />
        <Frame header=Header::Name class="narrow">
            <h1>{say!(i18n, account.sign_out.title)}</h1>
            <p class="lead">{say!(i18n, account.sign_out.guest_text)}</p>
            <ActionForm action=sign_out>
                <FormProblem errors=FormErrors::of(sign_out) />
                <SubmitButton
                    pending=sign_out.pending()
                    label=say!(i18n, account.sign_out.submit)
                    busy=say!(i18n, account.sign_out.submit)
                />
            </ActionForm>
            <p class="aside">
                <a href="/me">{say!(i18n, account.sign_out.stay)}</a>
            </p>
        </Frame>
    }
}
