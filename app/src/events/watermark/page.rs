//! `/admin/events/{id}/watermark`: words, place and strength of the mark, with what it looks like.

use domain::EventId;
use domain::event::Event;
use domain::photo::{Watermark, WatermarkDraft, WatermarkPosition};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_params_map;

use super::logo::Logo;
use super::read_watermark::read_watermark;
use super::remove_logo::RemoveLogo;
use super::set_watermark::SetWatermark;
use crate::browser::calm::calmly;
use crate::events::event_frame::{EventFrame, Tab};
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, SubmitButton, loaded};
use crate::words::{self, Words};

/// `/admin/events/{id}/watermark`.
#[component]
pub fn WatermarkPage() -> impl IntoView {
    let params = use_params_map();
    let (save, remove) = (ServerAction::<SetWatermark>::new(), ServerAction::<RemoveLogo>::new());
    let data = Resource::new(
        move || (params.read().get("id").unwrap_or_default(), save.version().get(), remove.version().get()),
        |(event, ..)| read_watermark(event),
    );
    loaded(data, move |(event, watermark)| view! { <ShowWatermark event watermark save remove /> })
}

#[component]
fn ShowWatermark(
    event: Event,
    watermark: Watermark,
    save: ServerAction<SetWatermark>,
    remove: ServerAction<RemoveLogo>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, has_logo, waiting) = (event.id, watermark.has_logo, watermark.waiting);
    let draft = RwSignal::new(WatermarkDraft {
        text: watermark.text.unwrap_or_default(),
        position: watermark.position,
        opacity: watermark.opacity,
    });
    view! {
        <EventFrame event tab=Tab::Watermark>
            <section class="watermark">
                <div class="watermark-text">
                    <h2>{say!(i18n, dashboard.watermark.title)}</h2>
                    <p>{say!(i18n, dashboard.watermark.text)}</p>
                    <Settings event=id draft save />
                    <p role="status" class="hint">
                        {(waiting > 0)
                            .then(|| say!(i18n, dashboard.watermark.waiting, n = words::photos(i18n, waiting)))}
                    </p>
                    <Logo event=id has_logo remove />
                </div>
                <Preview event=id draft />
            </section>
        </EventFrame>
    }
}

#[component]
fn Settings(event: EventId, draft: RwSignal<WatermarkDraft>, save: ServerAction<SetWatermark>) -> impl IntoView {
    let i18n = use_i18n();
    let errors = FormErrors::of(save);
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
        <ActionForm action=save>
            <FormProblem errors />
            <input type="hidden" name="event" value=event.to_string() />
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
                pending=save.pending()
                label=say!(i18n, dashboard.watermark.save)
                busy=say!(i18n, dashboard.watermark.saving)
            />
        </ActionForm>
    }
}

/// The mark as it is chosen, drawn by the server, at most once a second.
#[component]
fn Preview(event: EventId, draft: RwSignal<WatermarkDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = Memo::new(move |_| draft.get());
    let shown = calmly(chosen);
    let address = move || {
        let WatermarkDraft { text, position, opacity } = shown.get();
        let text: String = url_encoded(&text);
        format!("/api/admin/events/{event}/watermark/preview?text={text}&position={position}&opacity={opacity}")
    };
    view! {
        <figure class="watermark-preview">
            <img src=address width="1024" height="683" alt=say!(i18n, dashboard.watermark.preview) />
            <figcaption class="hint">{say!(i18n, dashboard.watermark.preview_hint)}</figcaption>
        </figure>
    }
}

/// Percent-encoding as RFC 3986 has it; the server's half of a component that renders on both sides has no browser to ask.
fn url_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        encoded
    })
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

#[cfg(test)]
mod tests {
    use super::url_encoded;

    #[test]
    fn words_of_any_language_go_into_an_address() {
        assert_eq!(url_encoded("Anna & Ben"), "Anna%20%26%20Ben");
        assert_eq!(url_encoded("é"), "%C3%A9");
    }
}
