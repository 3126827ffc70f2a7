//! `/`: what PicMe is, and the way in for guests and organizers.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::landing::EnterCode;
use crate::layout::{Frame, Header, PageTitle};

/// `/`.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle page=say!(i18n, home.page) />
        <Frame header=Header::Site class="home">
            <section class="hero">
                <div class="cover generated" aria-hidden="true"></div>
                <h1>{say!(i18n, home.title)}</h1>
                <p class="lead">{say!(i18n, home.lead)}</p>
            </section>
            <div class="ways-in">
                <section class="card">
                    <h2>{say!(i18n, home.guest.title)}</h2>
                    <p>{say!(i18n, home.guest.text)}</p>
                    <EnterCode />
                </section>
                <section class="card">
                    <h2>{say!(i18n, home.organizer.title)}</h2>
                    <p>{say!(i18n, home.organizer.text)}</p>
                    <p class="actions">
                        <a class="button quiet" href="/admin/register">
                            {say!(i18n, home.organizer.start)}
                        </a>
                        <a class="button plain" href="/admin/login">
                            {say!(i18n, home.organizer.sign_in)}
                        </a>
                    </p>
                </section>
            </div>
            <section class="how">
                <h2>{say!(i18n, home.how.title)}</h2>
                <ol>
                    <li>{say!(i18n, home.how.one)}</li>
                    <li>{say!(i18n, home.how.two)}</li>
                    <li>{say!(i18n, home.how.three)}</li>
                </ol>
            </section>
            <section class="promise">
                <h2>{say!(i18n, home.promise.title)}</h2>
                <p>{say!(i18n, home.promise.text)}</p>
                <p>
                    <a href="/privacy">{say!(i18n, home.promise.more)}</a>
                </p>
            </section>
        </Frame>
    }
}
