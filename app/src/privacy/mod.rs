//! `/privacy`: what is kept, where, and until when.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle};

/// `/privacy`.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let i18n = use_i18n();
    let item = |name: &'static str, text: &'static str| view! { <dt>{name}</dt><dd>{text}</dd> };
    view! {
        <PageTitle page=say!(i18n, privacy.page) />
        <Frame header=Header::Site class="prose">
            <h1>{say!(i18n, privacy.title)}</h1>
            <p class="lead">{say!(i18n, privacy.lead)}</p>
            <h2>{say!(i18n, privacy.guest.title)}</h2>
            <dl>
                {item(say!(i18n, privacy.guest.picture), say!(i18n, privacy.guest.picture_text))}
                {item(say!(i18n, privacy.guest.numbers), say!(i18n, privacy.guest.numbers_text))}
                {item(say!(i18n, privacy.guest.opened), say!(i18n, privacy.guest.opened_text))}
                {item(say!(i18n, privacy.guest.consent), say!(i18n, privacy.guest.consent_text))}
                {item(say!(i18n, privacy.guest.hearts), say!(i18n, privacy.guest.hearts_text))}
                {item(say!(i18n, privacy.guest.counts), say!(i18n, privacy.guest.counts_text))}
            </dl>
            <h2>{say!(i18n, privacy.photos.title)}</h2>
            <dl>
                {item(say!(i18n, privacy.photos.photo), say!(i18n, privacy.photos.photo_text))}
                {item(say!(i18n, privacy.photos.vectors), say!(i18n, privacy.photos.vectors_text))}
                {item(say!(i18n, privacy.photos.who), say!(i18n, privacy.photos.who_text))}
            </dl>
            <p>{say!(i18n, privacy.photos.unsure)}</p>
            <h2>{say!(i18n, privacy.organizer.title)}</h2>
            <dl>
                {item(say!(i18n, privacy.organizer.account), say!(i18n, privacy.organizer.account_text))}
                {item(say!(i18n, privacy.organizer.session), say!(i18n, privacy.organizer.session_text))}
            </dl>
            <p>
                <a href="/">{say!(i18n, privacy.back)}</a>
            </p>
        </Frame>
    }
}
