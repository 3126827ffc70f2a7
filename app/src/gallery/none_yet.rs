//! No photos of a guest: why that can be, and what to do.

use domain::photo::Progress;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;

/// Stands where a guest's photos would be.
#[component]
pub fn NoneYet(
    /// The address of the event's landing page.
    home: String,
    /// How far the photos are.
    progress: Progress,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="empty">
            <h1>{say!(i18n, gallery.mine.none_title)}</h1>
            <p>{say!(i18n, gallery.mine.none_text)}</p>
            <ul>
                {(!progress.is_settled()).then(|| view! { <li>{say!(i18n, gallery.mine.none_processing)}</li> })}
                <li>{say!(i18n, gallery.mine.none_light)}</li>
                <li>{say!(i18n, gallery.mine.none_hidden)}</li>
            </ul>
            <a class="button" href=format!("{home}/scan")>
                {say!(i18n, gallery.mine.scan_again)}
            </a>
        </section>
    }
}
