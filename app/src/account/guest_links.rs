//! The site's header for guests.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::read_guest::read_guest;
use crate::i18n::use_i18n;

/// The ways in for guests and organizers, or a guest's own pages and the way out.
#[component]
pub fn GuestLinks() -> impl IntoView {
    let i18n = use_i18n();
    let guest = Resource::new(|| (), |()| read_guest());
    view! {
        <nav class="bar-links">
            <Transition>
                {move || Suspend::new(async move {
                    match guest.await {
                        Ok(Some(_)) => {
                            view! {
                                <a class="bar-link" href="/me">
                                    {say!(i18n, common.my_photos)}
                                </a>
                                <a class="bar-link" href="/logout">
                                    {say!(i18n, common.sign_out)}
                                </a>
                            }
                                .into_any()
                        }
                        _ => {
                            view! {
                                <a class="bar-link" href="/login">
                                    {say!(i18n, common.sign_in)}
                                </a>
                                <a class="bar-link" href="/admin/login">
                                    {say!(i18n, common.for_organizers)}
                                </a>
                            }
                                .into_any()
                        }
                    }
                })}
            </Transition>
        </nav>
    }
}
