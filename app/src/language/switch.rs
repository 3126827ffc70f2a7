//! The languages, at the foot of every page.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_i18n::{Locale as _, tu_string as say};
use leptos_router::hooks::use_location;

use super::choose_language::ChooseLanguage;
use crate::i18n::{Locale, use_i18n};

/// One button for each language. A plain form: the page is loaded anew, with WASM and without.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let (path, query) = (location.pathname, location.search);
    let here = move || {
        let query = query.get();
        let query = query.trim_start_matches('?');
        if query.is_empty() { path.get() } else { format!("{}?{query}", path.get()) }
    };
    let current = i18n.get_locale_untracked();
    let button = move |locale: Locale| {
        view! {
            <button
                class="language"
                type="submit"
                name="language"
                value=locale.as_str()
                lang=locale.as_str()
                aria-current=(locale == current).then_some("true")
            >
                {name(locale)}
            </button>
        }
    };
    view! {
        <form class="languages" method="post" action=ChooseLanguage::url() aria-label=say!(i18n, common.language.label)>
            <input type="hidden" name="here" value=here />
            {Locale::get_all().iter().copied().map(button).collect_view()}
        </form>
    }
}

/// A language by its own name, so that those find it who can read it.
fn name(locale: Locale) -> &'static str {
    leptos_i18n::td_string!(locale, common.language.own_name)
}
