//! Naming a person, hiding them, and merging them into another.

use domain::EventId;
use domain::people::Person;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::acts::Acts;
use super::called;
use crate::i18n::use_i18n;
use crate::layout::FormErrors;
use crate::words;

/// What can be done with a person as a whole.
#[component]
pub fn PersonTools(
    /// The event.
    event: EventId,
    /// The person.
    person: Person,
    /// Whom they could be merged into.
    others: Vec<Person>,
    /// What can be done.
    acts: Acts,
) -> impl IntoView {
    let i18n = use_i18n();
    let hide = if person.hidden { say!(i18n, people.show) } else { say!(i18n, people.hide) };
    view! {
        <div class="person-tools">
            <Name event person=person.clone() acts />
            {(!others.is_empty()).then(|| view! { <MergeInto event person=person.clone() others acts /> })}
            <ActionForm action=acts.hide>
                <input type="hidden" name="event" value=event.to_string() />
                <input type="hidden" name="person" value=person.id.to_string() />
                <input type="hidden" name="hidden" value=(!person.hidden).to_string() />
                <button class="button small quiet" type="submit">
                    {hide}
                </button>
                <p class="hint">{say!(i18n, people.hide_hint)}</p>
            </ActionForm>
        </div>
    }
}

#[component]
fn Name(event: EventId, person: Person, acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let error = FormErrors::of(acts.name).field("name");
    view! {
        <ActionForm action=acts.name>
            <input type="hidden" name="event" value=event.to_string() />
            <input type="hidden" name="person" value=person.id.to_string() />
            <div class="field">
                <label for="person-name">{say!(i18n, people.name)}</label>
                <div class="person-row">
                    <input
                        id="person-name"
                        name="name"
                        type="text"
                        autocomplete="off"
                        maxlength="200"
                        value=person.name.unwrap_or_default()
                        aria-describedby="person-name-hint person-name-error"
                        aria-invalid=move || error.get().is_some().to_string()
                    />
                    <button class="button" type="submit">
                        {say!(i18n, people.save)}
                    </button>
                </div>
                <p class="hint" id="person-name-hint">
                    {say!(i18n, people.name_hint)}
                </p>
                <p class="field-error" id="person-name-error">
                    {move || error.get().map(|code| words::field_problem(i18n, code))}
                </p>
            </div>
        </ActionForm>
    }
}

#[component]
fn MergeInto(event: EventId, person: Person, others: Vec<Person>, acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let options = others.into_iter().map(move |other| {
        let text = say!(i18n, people.other, name = called(i18n, &other), count = words::photos(i18n, other.photos));
        view! { <option value=other.id.to_string()>{text}</option> }
    });
    view! {
        <ActionForm action=acts.merge>
            <input type="hidden" name="event" value=event.to_string() />
            <input type="hidden" name="people[]" value=person.id.to_string() />
            <input type="hidden" name="go" value="true" />
            <div class="field">
                <label for="merge-into">{say!(i18n, people.merge_into)}</label>
                <div class="person-row">
                    <select id="merge-into" name="into">
                        {options.collect_view()}
                    </select>
                    <button class="button quiet" type="submit">
                        {say!(i18n, people.merge_one)}
                    </button>
                </div>
            </div>
        </ActionForm>
    }
}
