//! The logo that takes the place of the words.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use crate::i18n::use_i18n;

/// Sends a logo, or takes it away. Sending is a plain form, also with WASM: the page comes back with the new mark.
#[component]
pub fn Logo(
    /// The address of the mark that it belongs to.
    of: String,
    /// The form that takes it away, where there is one.
    there: Option<AnyView>,
) -> impl IntoView {
    let i18n = use_i18n();
    let refused = use_query_map().get_untracked().get("logo").map(|code| match code.as_str() {
        "too_large" => say!(i18n, dashboard.watermark.logo_large),
        _ => say!(i18n, dashboard.watermark.logo_bad),
    });
    let there = there.map(|remove| {
        view! {
            <p>{say!(i18n, dashboard.watermark.logo_there)}</p>
            {remove}
        }
    });
    view! {
        <section class="logo" aria-labelledby="logo-title">
            <h2 id="logo-title">{say!(i18n, dashboard.watermark.logo_title)}</h2>
            {there}
            <form
                method="post"
                action=format!("{of}/logo")
                enctype="multipart/form-data"
            >
                <div class="field">
                    <label for="logo-file">{say!(i18n, dashboard.watermark.logo_file)}</label>
                    <input
                        id="logo-file"
                        name="logo"
                        type="file"
                        required
                        accept="image/png,image/jpeg,image/webp"
                        aria-describedby="logo-hint logo-error"
                    />
                    <p class="hint" id="logo-hint">
                        {say!(i18n, dashboard.watermark.logo_hint)}
                    </p>
                    <p class="field-error" id="logo-error">
                        {refused}
                    </p>
                </div>
                <button class="button small" type="submit">
                    {say!(i18n, dashboard.watermark.logo_send)}
                </button>
            </form>
        </section>
    }
}

/// The button of the form that takes a logo away.
#[component]
pub fn RemoveLogoButton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button class="button small quiet" type="submit">
            {say!(i18n, dashboard.watermark.logo_remove)}
        </button>
    }
}
