//! Who sees a photo, and saying so by hand.

use domain::people::PhotoDetails;
use domain::photo::PhotoKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::decide_kind::DecideKind;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};
use crate::words;

/// The photo's kind, whether somebody decided it, and a choice.
#[component]
pub fn Decision(
    /// The photo.
    found: PhotoDetails,
    /// Decides.
    decide: ServerAction<DecideKind>,
) -> impl IntoView {
    let i18n = use_i18n();
    let pending = decide.pending();
    found.photo.kind.map(move |now| {
        let kinds = PhotoKind::ALL.iter().map(move |kind| {
            view! {
                <option value=kind.as_str() selected=*kind == now>
                    {words::kind(i18n, *kind)}
                </option>
            }
        });
        view! {
            <section class="photo-side">
                <h2>{say!(i18n, photo.who_sees)}</h2>
                <p class="photo-kind" data-kind=now.as_str()>
                    {words::kind(i18n, now)}
                </p>
                {found.decided.then(|| view! { <p class="hint">{say!(i18n, photo.decided)}</p> })}
                <FormProblem errors=FormErrors::of(decide) />
                {found
                    .may_edit
                    .then(|| {
                        view! {
                            <ActionForm action=decide>
                                <input type="hidden" name="event" value=found.event.id.to_string() />
                                <input type="hidden" name="photo" value=found.photo.id.to_string() />
                                <div class="field">
                                    <label for="kind">{say!(i18n, photo.decide)}</label>
                                    <div class="person-row">
                                        <select id="kind" name="kind">
                                            {kinds.collect_view()}
                                        </select>
                                        <button class="button quiet" type="submit" disabled=move || pending.get()>
                                            {say!(i18n, photo.decide_submit)}
                                        </button>
                                    </div>
                                    <p class="hint">{say!(i18n, photo.decide_hint)}</p>
                                </div>
                            </ActionForm>
                        }
                    })}
            </section>
        }
    })
}
