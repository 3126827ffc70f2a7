//! The cover of an event, and another one. A plain form: the server takes the file and comes back to the page.

use domain::ProblemCode;
use domain::event::Event;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use crate::i18n::use_i18n;
use crate::landing::Cover;
use crate::words;

/// What the server takes, for the file dialog. What a file is, the server decides by its content.
const ACCEPT: &str = "image/jpeg,image/png,image/webp";

/// The cover, and the form that replaces it.
#[component]
pub fn CoverForm(
    /// The event.
    event: Event,
) -> impl IntoView {
    let i18n = use_i18n();
    let action = format!("/api/admin/events/{}/thumbnail", event.id);
    view! {
        <section class="settings-part" aria-labelledby="cover-title">
            <h2 id="cover-title">{say!(i18n, settings.cover.title)}</h2>
            <p id="cover-hint">{say!(i18n, settings.cover.text)}</p>
            <Outcome />
            <div class="cover-now">
                <Cover event sizes="(max-width: 40rem) 100vw, 40rem" />
            </div>
            <form method="post" action=action enctype="multipart/form-data">
                <div class="field">
                    <label for="thumbnail">{say!(i18n, settings.cover.file)}</label>
                    <input
                        id="thumbnail"
                        name="thumbnail"
                        type="file"
                        required
                        accept=ACCEPT
                        aria-describedby="cover-hint"
                    />
                </div>
                <button class="button quiet" type="submit">
                    {say!(i18n, settings.cover.submit)}
                </button>
            </form>
        </section>
    }
}

/// What became of the last file: the server names it in the address it comes back to.
#[component]
fn Outcome() -> impl IntoView {
    let i18n = use_i18n();
    let outcome = use_query_map().read_untracked().get("cover")?;
    if outcome == "saved" {
        return Some(view! { <p class="notice" role="status">{say!(i18n, settings.cover.saved)}</p> }.into_any());
    }
    let text = match ProblemCode::ALL.iter().copied().find(|code| code.as_str() == outcome)? {
        ProblemCode::TooLarge => say!(i18n, settings.cover.too_large),
        ProblemCode::BadRequest => say!(i18n, settings.cover.no_file),
        code => words::problem(i18n, code),
    };
    Some(view! { <div class="form-problem" role="alert"><p>{text}</p></div> }.into_any())
}
