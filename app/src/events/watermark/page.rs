//! `/admin/events/{id}/watermark`: words, place and strength of the mark, with what it looks like.

use domain::event::Event;
use domain::photo::{Watermark, WatermarkDraft};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_params_map;

use super::read_watermark::read_watermark;
use super::remove_logo::RemoveLogo;
use super::set_watermark::SetWatermark;
use crate::events::event_frame::{EventFrame, Tab};
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, loaded};
use crate::watermark::{Logo, MarkFields, Preview, RemoveLogoButton};
use crate::words;

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
    let of = format!("/api/admin/events/{id}/watermark");
    let there = view! {
        <ActionForm action=remove>
            <input type="hidden" name="event" value=id.to_string() />
            <RemoveLogoButton />
        </ActionForm>
    };
    view! {
        <EventFrame event tab=Tab::Watermark may_edit=true>
            <section class="watermark">
                <div class="watermark-text">
                    <h2>{say!(i18n, dashboard.watermark.title)}</h2>
                    <p>{say!(i18n, dashboard.watermark.text)}</p>
                    <ActionForm action=save>
                        <input type="hidden" name="event" value=id.to_string() />
                        <MarkFields draft errors=FormErrors::of(save) pending=save.pending() />
                    </ActionForm>
                    <p role="status" class="hint">
                        {(waiting > 0)
                            .then(|| say!(i18n, dashboard.watermark.waiting, n = words::photos(i18n, waiting)))}
                    </p>
                    <Logo of=of.clone() there=has_logo.then(|| there.into_any()) />
                </div>
                <Preview of draft alt=say!(i18n, dashboard.watermark.preview) />
            </section>
        </EventFrame>
    }
}
