//! A guest's photos without a scan that counts.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_params_map;

use crate::i18n::use_i18n;
use crate::layout::{Empty, Frame, Header, PageTitle};

/// Says that a scan is needed, on any page below `/e/{code}`.
#[component]
pub fn ScanFirst() -> impl IntoView {
    let i18n = use_i18n();
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    view! {
        <PageTitle page=say!(i18n, gallery.mine.page) />
        <Frame header=Header::Site class="narrow">
            <Empty title=say!(i18n, gallery.scan_first.title) text=say!(i18n, gallery.scan_first.text)>
                <a class="button" href=format!("/e/{code}/scan")>
                    {say!(i18n, gallery.scan_first.find)}
                </a>
            </Empty>
        </Frame>
    }
}
