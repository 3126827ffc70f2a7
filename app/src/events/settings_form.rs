//! The settings of an event, all in one form.

use domain::ProblemCode;
use domain::event::Event;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::tu_string as say;

use super::event_form::EventForm;
use super::read_event::read_event;
use super::setting::{Choice, Setting, SettingKind};
use super::update_event::UpdateEvent;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, SubmitButton};
use crate::words;

/// Everything an event says of itself and lets its guests do.
///
/// When somebody else has saved in the meantime, what is typed stays, what the event says by now stands beside it, and
/// saving once more is an edit of that newer version.
#[component]
pub fn SettingsForm(
    /// The event as it is now.
    event: Event,
    /// Saves it.
    update: ServerAction<UpdateEvent>,
    /// What was typed, back from a plain form that met a conflict.
    typed: Option<EventForm>,
) -> impl IntoView {
    let i18n = use_i18n();
    let errors = FormErrors::of(update);
    let saved = EventForm::of(&event);
    let conflict = typed.is_some();
    let newer = RwSignal::new(conflict.then(|| event.clone()));
    follow_conflicts(event.id.to_string(), update, newer);
    let version = {
        let read = saved.version;
        move || newer.with(|newer| newer.as_ref().map_or(read, |event| event.version)).to_string()
    };
    let form = typed.unwrap_or(saved);
    view! {
        <ActionForm action=update attr:class="settings-form">
            <FormProblem errors />
            {conflict
                .then(|| {
                    view! {
                        <div class="form-problem" role="alert">
                            <p>{words::problem(i18n, ProblemCode::EditConflict)}</p>
                        </div>
                    }
                })}
            <input type="hidden" name="event" value=event.id.to_string() />
            <input type="hidden" name="form[version]" value=version />
            <About form=form.clone() newer errors />
            <Door form=form.clone() has_pin=event.pin newer errors />
            <Guests form newer />
            <SubmitButton
                pending=update.pending()
                label=say!(i18n, settings.submit)
                busy=say!(i18n, settings.submitting)
            />
        </ActionForm>
    }
}

/// Reads the event anew whenever saving has met a conflict.
fn follow_conflicts(id: String, update: ServerAction<UpdateEvent>, newer: RwSignal<Option<Event>>) {
    let value = update.value();
    Effect::new(move || {
        let conflict = value.with(|last| matches!(last, Some(Err(error)) if error.code() == ProblemCode::EditConflict));
        if conflict {
            let id = id.clone();
            spawn_local(async move {
                if let Ok(found) = read_event(id, true).await {
                    newer.set(Some(found.event));
                }
            });
        }
    });
}

/// A field of the newer version, once there is one.
fn of<T: Send + Sync + 'static>(
    newer: RwSignal<Option<Event>>,
    field: impl Fn(EventForm) -> T + Send + Sync + 'static,
) -> Signal<Option<T>> {
    Signal::derive(move || newer.with(|newer| newer.as_ref().map(|event| field(EventForm::of(event)))))
}

#[component]
fn About(form: EventForm, newer: RwSignal<Option<Event>>, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset>
            <legend>{say!(i18n, settings.about)}</legend>
            <Setting
                name="name"
                label=say!(i18n, settings.name)
                value=form.name
                kind=SettingKind::Text
                error=errors.field("name")
                newer=of(newer, |form| form.name)
            />
            <Setting
                name="date"
                label=say!(i18n, settings.date)
                value=form.date
                kind=SettingKind::Day
                error=errors.field("date")
                newer=of(newer, |form| form.date)
            />
            <Setting
                name="location"
                label=say!(i18n, settings.location)
                note=say!(i18n, settings.optional)
                value=form.location
                kind=SettingKind::Text
                error=errors.field("location")
                newer=of(newer, |form| form.location)
            />
            <Setting
                name="category"
                label=say!(i18n, settings.category)
                note=say!(i18n, settings.optional)
                hint=say!(i18n, settings.category_hint)
                value=form.category
                kind=SettingKind::Text
                error=errors.field("category")
                newer=of(newer, |form| form.category)
            />
        </fieldset>
    }
}

#[component]
fn Door(form: EventForm, has_pin: bool, newer: RwSignal<Option<Event>>, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let pin_hint = if has_pin { say!(i18n, settings.pin_hint_set) } else { say!(i18n, settings.pin_hint_none) };
    view! {
        <fieldset>
            <legend>{say!(i18n, settings.door)}</legend>
            <Choice
                name="listed"
                label=say!(i18n, settings.listed)
                hint=say!(i18n, settings.listed_hint)
                checked=form.listed
                newer=of(newer, |form| form.listed)
            />
            <Setting
                name="pin"
                label=say!(i18n, settings.pin)
                note=say!(i18n, settings.optional)
                hint=pin_hint
                value=String::new()
                kind=SettingKind::Digits
                error=errors.field("pin")
            />
            {has_pin
                .then(|| {
                    view! {
                        <Choice name="remove_pin" label=say!(i18n, settings.remove_pin) checked=form.remove_pin />
                    }
                })}
            <div class="side-by-side">
                <Setting
                    name="opens_at"
                    label=say!(i18n, settings.opens_at)
                    note=say!(i18n, settings.optional)
                    hint=say!(i18n, settings.opens_hint)
                    value=form.opens_at
                    kind=SettingKind::Day
                    error=errors.field("opens_at")
                    newer=of(newer, |form| form.opens_at)
                />
                <Setting
                    name="closes_at"
                    label=say!(i18n, settings.closes_at)
                    note=say!(i18n, settings.optional)
                    hint=say!(i18n, settings.closes_hint)
                    value=form.closes_at
                    kind=SettingKind::Day
                    error=errors.field("closes_at")
                    newer=of(newer, |form| form.closes_at)
                />
            </div>
        </fieldset>
    }
}

#[component]
fn Guests(form: EventForm, newer: RwSignal<Option<Event>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset>
            <legend>{say!(i18n, settings.photos)}</legend>
            <Choice
                name="downloads"
                label=say!(i18n, settings.downloads)
                hint=say!(i18n, settings.downloads_hint)
                checked=form.downloads
                newer=of(newer, |form| form.downloads)
            />
            <Choice
                name="camera_only"
                label=say!(i18n, settings.camera_only)
                hint=say!(i18n, settings.camera_only_hint)
                checked=form.camera_only
                newer=of(newer, |form| form.camera_only)
            />
        </fieldset>
    }
}
