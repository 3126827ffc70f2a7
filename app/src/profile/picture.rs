//! The picture of an account.

use domain::ProblemCode;
use domain::account::AccountKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use super::remove_picture::RemovePicture;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};
use crate::words;

/// Shows the picture and takes another one. A form of the browser's own: a file goes as it is, and the server comes
/// back to this page, naming in its address what was wrong.
#[component]
pub(super) fn PictureForm(
    /// Whose pages these are.
    kind: AccountKind,
    /// Where the picture is, when there is one.
    picture_url: Option<String>,
    /// Takes it away.
    remove: ServerAction<RemovePicture>,
) -> impl IntoView {
    let i18n = use_i18n();
    let who_sees = match kind {
        AccountKind::Organizer => say!(i18n, profile.picture.text),
        AccountKind::Guest => say!(i18n, profile.picture.text_guest),
    };
    let shown = picture_url.map(|url| {
        view! {
            <img class="portrait" src=url width="128" height="128" alt=say!(i18n, profile.picture.alt) />
            <ActionForm action=remove>
                <button class="button small quiet" type="submit">
                    {say!(i18n, profile.picture.remove)}
                </button>
            </ActionForm>
        }
    });
    view! {
        <section class="card">
            <h2>{say!(i18n, profile.picture.title)}</h2>
            <p class="fine">{who_sees}</p>
            <WhyNot />
            <FormProblem errors=FormErrors::of(remove) />
            {shown}
            <form action="/api/me/picture" method="post" enctype="multipart/form-data">
                <div class="field">
                    <label for="picture">{say!(i18n, profile.picture.choose)}</label>
                    <input
                        id="picture"
                        name="picture"
                        type="file"
                        accept="image/jpeg,image/png,image/webp"
                        required
                    />
                </div>
                <button class="button quiet" type="submit">
                    {say!(i18n, profile.picture.submit)}
                </button>
            </form>
        </section>
    }
}

#[component]
fn WhyNot() -> impl IntoView {
    let i18n = use_i18n();
    let code = use_query_map().get_untracked().get("picture");
    let code = code.and_then(|text| ProblemCode::ALL.iter().copied().find(|code| code.as_str() == text));
    code.map(|code| {
        view! {
            <div class="form-problem" role="alert">
                <p>{words::problem(i18n, code)}</p>
            </div>
        }
    })
}
