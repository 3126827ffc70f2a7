//! Which address shows which page.

use domain::ProblemCode;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::account::{
    ForgotPage, GuestForgotPage, GuestRegisterPage, GuestResetPage, GuestSignInPage, GuestSignOutPage, GuestVerifyPage,
    RegisterPage, ResetPage, SignInPage, SignOutPage, VerifyPage,
};
use crate::devices::DevicesPage;
use crate::events::{DashboardPage, NewEventPage, PhotosPage, SettingsPage, SharePage, WatermarkPage};
use crate::find::FindPage;
use crate::gallery::{MyPage, PublicPage, ViewerPage};
use crate::home::HomePage;
use crate::i18n::I18nContextProvider;
use crate::landing::{LandingPage, OpenEventPage};
use crate::language;
use crate::layout::{NotFoundPage, RefusedPage};
use crate::me::MePage;
use crate::numbers::NumbersPage;
use crate::organization::{InvitationPage, OrganizationPage};
use crate::people::{PeoplePage, PersonPage};
use crate::photo::PhotoPage;
use crate::privacy::PrivacyPage;
use crate::profile::{DeleteAccountPage, ProfilePage};
use crate::scan::ScanPage;

/// The site: the same component renders on the server and hydrates in the browser.
///
/// Every route waits for its data (`SsrMode::Async`), so that the first response is the whole page: it has the right
/// status and is readable before WASM arrives, or without it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let (is_routing, set_is_routing) = signal(false);
    view! {
        <I18nContextProvider ssr_lang_header_getter=language::asked()>
            <Router set_is_routing>
                <div class="on-the-way" class:is-routing=move || is_routing.get() aria-hidden="true"></div>
                <FlatRoutes fallback=NotFoundPage transition=true>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                    <Route path=path!("/events") view=FindPage ssr=SsrMode::Async />
                    <Route path=path!("/privacy") view=PrivacyPage ssr=SsrMode::Async />
                    <Route path=path!("/register") view=GuestRegisterPage ssr=SsrMode::Async />
                    <Route path=path!("/verify") view=GuestVerifyPage ssr=SsrMode::Async />
                    <Route path=path!("/login") view=GuestSignInPage ssr=SsrMode::Async />
                    <Route path=path!("/logout") view=GuestSignOutPage ssr=SsrMode::Async />
                    <Route path=path!("/forgot") view=GuestForgotPage ssr=SsrMode::Async />
                    <Route path=path!("/reset") view=GuestResetPage ssr=SsrMode::Async />
                    <Route path=path!("/me") view=MePage ssr=SsrMode::Async />
                    <Route path=path!("/e") view=OpenEventPage ssr=SsrMode::Async />
                    <Route path=path!("/e/:code") view=LandingPage ssr=SsrMode::Async />
                    <Route path=path!("/e/:code/photos") view=PublicPage ssr=SsrMode::Async />
                    <Route path=path!("/e/:code/mine") view=MyPage ssr=SsrMode::Async />
                    <Route path=path!("/e/:code/scan") view=ScanPage ssr=SsrMode::Async />
                    <Route path=path!("/e/:code/photo/:photo") view=ViewerPage ssr=SsrMode::Async />
                    <Route path=path!("/admin") view=DashboardPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/register") view=RegisterPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/login") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/logout") view=SignOutPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/verify") view=VerifyPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/forgot") view=ForgotPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/reset") view=ResetPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/organization") view=OrganizationPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/invitation") view=InvitationPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/profile") view=ProfilePage ssr=SsrMode::Async />
                    <Route path=path!("/admin/profile/delete") view=DeleteAccountPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/devices") view=DevicesPage ssr=SsrMode::Async />
                    <Route path=path!("/me/profile") view=ProfilePage ssr=SsrMode::Async />
                    <Route path=path!("/me/profile/delete") view=DeleteAccountPage ssr=SsrMode::Async />
                    <Route path=path!("/me/devices") view=DevicesPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/new") view=NewEventPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id") view=PhotosPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/people") view=PeoplePage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/people/:person") view=PersonPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/photo/:photo") view=PhotoPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/share") view=SharePage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/settings") view=SettingsPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/numbers") view=NumbersPage ssr=SsrMode::Async />
                    <Route path=path!("/admin/events/:id/watermark") view=WatermarkPage ssr=SsrMode::Async />
                </FlatRoutes>
            </Router>
        </I18nContextProvider>
    }
}

/// Stands where a page would be that the server has refused. It is not hydrated: it has no route of its own.
#[component]
pub fn Refused(
    /// Why there is no page.
    code: ProblemCode,
) -> impl IntoView {
    provide_meta_context();
    view! {
        <I18nContextProvider ssr_lang_header_getter=language::asked()>
            // Links at the foot ask it where this is.
            <Router>
                <RefusedPage code />
            </Router>
        </I18nContextProvider>
    }
}
