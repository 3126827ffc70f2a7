//! Nothing at this address.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::{Empty, Frame, Header, PageTitle};
use crate::i18n::use_i18n;

/// There is nothing at this address. The status, 404, is the server's to set.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle page=say!(i18n, common.not_found.title) />
        <Frame header=Header::Name class="narrow">
            <Empty title=say!(i18n, common.not_found.title) text=say!(i18n, common.not_found.text)>
                <a class="button" href="/">
                    {say!(i18n, common.not_found.home)}
                </a>
            </Empty>
        </Frame>
    }
}
