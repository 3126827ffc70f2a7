//! "Is this you?"

use domain::scan::MaybeFace;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::answer_maybe::AnswerMaybe;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};

/// The faces that may be the guest's, each with a yes and a no.
#[component]
pub fn MaybeFaces(
    /// The event's code.
    code: String,
    /// The faces to be answered.
    faces: Vec<MaybeFace>,
    /// Carries the answers.
    answer: ServerAction<AnswerMaybe>,
) -> impl IntoView {
    let i18n = use_i18n();
    if faces.is_empty() {
        return view! {
            <section class="empty">
                <h2>{say!(i18n, gallery.maybe.done_title)}</h2>
                <p>{say!(i18n, gallery.maybe.done_text)}</p>
            </section>
        }
        .into_any();
    }
    let faces = faces.into_iter().map(|face| view! { <MaybeCard code=code.clone() face answer /> });
    view! {
        <section class="maybe" aria-labelledby="maybe-title">
            <h2 id="maybe-title">{say!(i18n, gallery.maybe.title)}</h2>
            <p>{say!(i18n, gallery.maybe.text)}</p>
            <FormProblem errors=FormErrors::of(answer) />
            <ul class="maybe-faces">{faces.collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn MaybeCard(code: String, face: MaybeFace, answer: ServerAction<AnswerMaybe>) -> impl IntoView {
    let i18n = use_i18n();
    let pending = answer.pending();
    view! {
        <li class="maybe-face">
            <img src=face.crop_url width="160" height="160" alt=say!(i18n, gallery.maybe.crop) />
            <ActionForm action=answer>
                <input type="hidden" name="code" value=code />
                <input type="hidden" name="face" value=face.face_id.to_string() />
                <button class="button" type="submit" name="mine" value="true" disabled=move || pending.get()>
                    {say!(i18n, gallery.maybe.yes)}
                </button>
                <button class="button quiet" type="submit" name="mine" value="false" disabled=move || pending.get()>
                    {say!(i18n, gallery.maybe.no)}
                </button>
            </ActionForm>
        </li>
    }
}
