//! `/admin/events/new`.

use domain::event::EventQuery;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::create_event::CreateEvent;
use super::read_my_events::read_my_events;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, Frame, Header, PageTitle, SubmitButton, loaded};

/// `/admin/events/new`. Reads the events only to send away who may not create one before anything is filled in.
#[component]
pub fn NewEventPage() -> impl IntoView {
    let one = || EventQuery { per_page: Some(1), ..EventQuery::default() };
    let may_create = Resource::new(|| (), move |()| read_my_events(one(), true));
    loaded(may_create, |_| view! { <NewEventForm /> })
}

#[component]
fn NewEventForm() -> impl IntoView {
    let i18n = use_i18n();
    let create = ServerAction::<CreateEvent>::new();
    let errors = FormErrors::of(create);
    view! {
        <PageTitle page=say!(i18n, events.create.page) />
        <Frame header=Header::Organizer class="narrow">
            <h1>{say!(i18n, events.create.title)}</h1>
            <ActionForm action=create>
                <FormProblem errors />
                <Field
                    name="name"
                    label=say!(i18n, events.create.name)
                    hint=say!(i18n, events.create.name_hint)
                    kind=FieldKind::Text("off")
                    error=errors.field("name")
                />
                <Field
                    name="date"
                    label=say!(i18n, events.create.date)
                    kind=FieldKind::Date
                    error=errors.field("date")
                />
                <Field
                    name="location"
                    label=say!(i18n, events.create.location)
                    note=say!(i18n, events.create.optional)
                    kind=FieldKind::Text("off")
                    error=errors.field("location")
                />
                <Field
                    name="category"
                    label=say!(i18n, events.create.category)
                    note=say!(i18n, events.create.optional)
                    hint=say!(i18n, events.create.category_hint)
                    kind=FieldKind::Text("off")
                    error=errors.field("category")
                />
                <SubmitButton
                    pending=create.pending()
                    label=say!(i18n, events.create.submit)
                    busy=say!(i18n, events.create.submitting)
                />
            </ActionForm>
        </Frame>
    }
}
