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
            <section class="find-event" aria-labelledby="find-title">
                <h2 id="find-title">{say!(i18n, find.home_title)}</h2>
                <p>{say!(i18n, find.home_text)}</p>
                <form class="find-form" role="search" method="get" action="/events">
                    <div class="field">
                        <label for="q">{say!(i18n, find.q)} <small>{say!(i18n, find.q_hint)}</small></label>
                        <input id="q" name="q" type="search" maxlength="200" autocomplete="off" />
                    </div>
                    <p class="actions">
                        <button class="button quiet" type="submit">
                            {say!(i18n, find.submit)}
                        </button>
                        <a class="button plain" href="/events">
                            {say!(i18n, find.home_all)}
                        </a>
                    </p>
                </form>
            </section>
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
