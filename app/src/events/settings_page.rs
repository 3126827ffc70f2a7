//! `/admin/events/{id}/settings`: everything an event says of itself, its cover, and its end.

use domain::event::Event;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::cover_form::CoverForm;
use super::delete_event::DeleteEvent;
use super::event_form::EventForm;
use super::event_frame::{EventFrame, Tab};
use super::read_event::read_event;
use super::settings_form::SettingsForm;
use super::update_event::UpdateEvent;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, SubmitButton, loaded};

/// `/admin/events/{id}/settings`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let update = ServerAction::<UpdateEvent>::new();
    // How often it was saved: only then the page is read again, so that a refused form keeps what was typed.
    let saves = RwSignal::new(0_u32);
    Effect::new(move || {
        if matches!(update.value().get(), Some(Ok(()))) {
            saves.update(|saves| *saves += 1);
        }
    });
    let data = Resource::new(
        move || (params.read().get("id").unwrap_or_default(), saves.get()),
        |(id, _)| read_event(id, true),
    );
    loaded(data, move |found| {
        let event = found.event;
        // The address still has it after a later try that was saved.
        let first = saves.get_untracked() == 0;
        let typed = if first { EventForm::from_query(&query.read_untracked()) } else { None };
        view! {
            <EventFrame event=event.clone() tab=Tab::Settings may_edit=true>
                <div class="settings">
                    <Saved saves />
                    <SettingsForm event=event.clone() update typed />
                    <CoverForm event=event.clone() />
                    <Delete event />
                </div>
            </EventFrame>
        }
    })
}

#[component]
fn Saved(saves: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let by_plain_form = use_query_map().read_untracked().get("saved").is_some();
    view! {
        <p class="notice settings-saved" role="status">
            {move || (by_plain_form || saves.get() > 0).then(|| say!(i18n, settings.saved))}
        </p>
    }
}

/// The end of an event. Its name has to be typed: this cannot be undone.
#[component]
fn Delete(event: Event) -> impl IntoView {
    let i18n = use_i18n();
    let delete = ServerAction::<DeleteEvent>::new();
    let errors = FormErrors::of(delete);
    let error = errors.field("confirm_name");
    // Stays open after a name that was not the right one.
    let open = error.get_untracked().is_some();
    view! {
        <section class="settings-part" aria-labelledby="delete-title">
            <h2 id="delete-title">{say!(i18n, settings.delete.title)}</h2>
            <p>{say!(i18n, settings.delete.text)}</p>
            <details class="fold" open=open>
                <summary>{say!(i18n, settings.delete.open)}</summary>
                <ActionForm action=delete>
                    <FormProblem errors />
                    <p>{say!(i18n, settings.delete.label, name = event.name)}</p>
                    <input type="hidden" name="event" value=event.id.to_string() />
                    <Field
                        name="confirm_name"
                        label=say!(i18n, settings.name)
                        kind=FieldKind::Text("off")
                        error
                    />
                    <SubmitButton
                        pending=delete.pending()
                        label=say!(i18n, settings.delete.submit)
                        busy=say!(i18n, settings.delete.submitting)
                    />
                </ActionForm>
            </details>
        </section>
    }
}
