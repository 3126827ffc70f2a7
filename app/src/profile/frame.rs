//! The frame around the parts of an account.

use domain::account::AccountKind;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_location;

use crate::i18n::use_i18n;
use crate::layout::{Frame, Header, PageTitle};

/// The parts of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The organization it works for: organizers only.
    Organization,
    /// Name, picture, password.
    Profile,
    /// Where it is signed in.
    Devices,
}

/// Whose pages these are, by their address.
pub(super) fn kind_here() -> AccountKind {
    let is_guests = use_location().pathname.get_untracked().starts_with("/me");
    if is_guests { AccountKind::Guest } else { AccountKind::Organizer }
}

/// An account's tabs, above one of its parts.
#[component]
pub fn AccountFrame(
    /// Which part this is.
    part: Part,
    /// The part.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_organizer = kind_here() == AccountKind::Organizer;
    let (header, base) = if is_organizer { (Header::Organizer, "/admin") } else { (Header::Site, "/me") };
    let current = move |this: Part| (this == part).then_some("page");
    let title = match part {
        Part::Organization => say!(i18n, organization.page),
        Part::Profile => say!(i18n, profile.page),
        Part::Devices => say!(i18n, devices.page),
    };
    view! {
        <PageTitle page=title />
        <Frame header=header class="narrow account">
            <nav class="tabs" aria-label=say!(i18n, profile.tabs.label)>
                <a href=format!("{base}/profile") aria-current=current(Part::Profile)>
                    {say!(i18n, profile.tabs.profile)}
                </a>
                {is_organizer
                    .then(|| {
                        view! {
                            <a href="/admin/organization" aria-current=current(Part::Organization)>
                                {say!(i18n, profile.tabs.organization)}
                            </a>
                        }
                    })}
                <a href=format!("{base}/devices") aria-current=current(Part::Devices)>
                    {say!(i18n, profile.tabs.devices)}
                </a>
            </nav>
            {children()}
        </Frame>
    }
}
