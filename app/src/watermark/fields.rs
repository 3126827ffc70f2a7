//! Words, place and strength of a mark.

use domain::photo::{WatermarkDraft, WatermarkPosition};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, SubmitButton};
use crate::words::{self, Words};

/// The fields of a form that changes a mark. What is chosen goes into the draft at once, for the preview.
#[component]
pub fn MarkFields(
    /// The mark as it is chosen.
    draft: RwSignal<WatermarkDraft>,
    /// The form's errors.
    errors: FormErrors,
    /// Whether the form is on its way.
    pending: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let at_first = draft.get_untracked();
    let options = WatermarkPosition::ALL.iter().map(|&position| {
        view! {
            <option value=position.as_str() selected=position == at_first.position>
                {position_name(i18n, position)}
            </option>
        }
    });
    let options = options.collect_view();
    let typed = move |event| draft.update(|draft| draft.text = event_target_value(&event));
    let placed = move |event| {
        if let Ok(position) = event_target_value(&event).parse() {
            draft.update(|draft| draft.position = position);
        }
    };
    let strength = move |event| {
        if let Ok(opacity) = event_target_value(&event).parse() {
            draft.update(|draft| draft.opacity = opacity);
        }
    };
    view! {
        <FormProblem errors />
        <div class="field">
            <label for="text">{say!(i18n, dashboard.watermark.words)}</label>
            <input
                id="text"
                name="text"
                type="text"
                maxlength="60"
                value=at_first.text.clone()
                aria-describedby="text-hint text-error"
                on:input=typed
            />
            <p class="hint" id="text-hint">
                {say!(i18n, dashboard.watermark.words_hint)}
            </p>
            <p class="field-error" id="text-error">
                {move || errors.field("text").get().map(|code| words::field_problem(i18n, code))}
            </p>
        </div>
        <div class="field">
            <label for="position">{say!(i18n, dashboard.watermark.position)}</label>
            <select id="position" name="position" on:change=placed>
                {options}
            </select>
        </div>
        <div class="field">
            <label for="opacity">
                {say!(i18n, dashboard.watermark.opacity)} <output>{move || draft.with(|draft| draft.opacity)}</output>
            </label>
            <input
                id="opacity"
                name="opacity"
                type="range"
                min=WatermarkDraft::FAINTEST.to_string()
                max="100"
                value=at_first.opacity.to_string()
                on:input=strength
            />
        </div>
        <SubmitButton
            pending
            label=say!(i18n, dashboard.watermark.save)
            busy=say!(i18n, dashboard.watermark.saving)
        />
    }
}

fn position_name(i18n: Words, position: WatermarkPosition) -> &'static str {
    match position {
        WatermarkPosition::Tiled => say!(i18n, dashboard.watermark.positions.tiled),
        WatermarkPosition::Center => say!(i18n, dashboard.watermark.positions.center),
        WatermarkPosition::TopLeft => say!(i18n, dashboard.watermark.positions.top_left),
        WatermarkPosition::TopRight => say!(i18n, dashboard.watermark.positions.top_right),
        WatermarkPosition::BottomLeft => say!(i18n, dashboard.watermark.positions.bottom_left),
        WatermarkPosition::BottomRight => say!(i18n, dashboard.watermark.positions.bottom_right),
    }
}
