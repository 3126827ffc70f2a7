//! How long an event's faces are kept.

use domain::EventId;
use domain::numbers::{LONGEST_FACE_DAYS, Retention};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::set_retention::SetRetention;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, SubmitButton};
use crate::words;

/// Shows and changes for how many days faces are kept.
#[component]
pub fn RetentionForm(
    /// The event.
    event: EventId,
    /// How long they are kept now.
    retention: Retention,
) -> impl IntoView {
    let i18n = use_i18n();
    let set = ServerAction::<SetRetention>::new();
    let errors = FormErrors::of(set);
    let error = errors.field("face_days");
    let saved = move || set.value().with(|last| last.as_ref().is_some_and(Result::is_ok));
    view! {
        <details class="fold">
            <summary>{say!(i18n, numbers.retention.title)}</summary>
            <p>{say!(i18n, numbers.retention.text)}</p>
            <ActionForm action=set>
                <FormProblem errors />
                <input type="hidden" name="event" value=event.to_string() />
                <div class="field">
                    <label for="face_days">{say!(i18n, numbers.retention.label)}</label>
                    <input
                        id="face_days"
                        name="face_days"
                        type="number"
                        inputmode="numeric"
                        min="0"
                        max=LONGEST_FACE_DAYS
                        required
                        value=retention.face_days
                        aria-describedby="face_days-hint face_days-error"
                        aria-invalid=move || error.get().is_some().to_string()
                    />
                    <p class="hint" id="face_days-hint">
                        {say!(i18n, numbers.retention.hint)}
                    </p>
                    <p class="field-error" id="face_days-error">
                        {move || error.get().map(|code| words::field_problem(i18n, code))}
                    </p>
                </div>
                <SubmitButton
                    pending=set.pending()
                    label=say!(i18n, numbers.retention.save)
                    busy=say!(i18n, numbers.retention.save)
                />
                <p class="hint" role="status">
                    {move || saved().then(|| say!(i18n, numbers.retention.saved))}
                </p>
            </ActionForm>
        </details>
    }
}
