//! What can be done to people, and the notice that undoes it.

use domain::EventId;
use domain::people::{Act, ActKind};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::hide_person::HidePerson;
use super::merge_people::MergePeople;
use super::name_person::NamePerson;
use super::separate_faces::SeparateFaces;
use super::undo_people::UndoPeople;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};

/// What can be done to people. The page reads them again after each.
#[derive(Clone, Copy)]
pub struct Acts {
    /// Gives a name.
    pub name: ServerAction<NamePerson>,
    /// Lists apart, or with the others again.
    pub hide: ServerAction<HidePerson>,
    /// Makes one of several.
    pub merge: ServerAction<MergePeople>,
    /// Takes faces out.
    pub separate: ServerAction<SeparateFaces>,
    /// Undoes the last of these.
    pub undo: ServerAction<UndoPeople>,
}

impl Acts {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self {
            name: ServerAction::new(),
            hide: ServerAction::new(),
            merge: ServerAction::new(),
            separate: ServerAction::new(),
            undo: ServerAction::new(),
        }
    }

    /// Another number after each thing done.
    pub fn done(self) -> usize {
        self.name.version().get()
            + self.hide.version().get()
            + self.merge.version().get()
            + self.separate.version().get()
            + self.undo.version().get()
    }
}

/// Why the last thing was not done.
#[component]
pub fn ActProblems(
    /// What was tried.
    acts: Acts,
) -> impl IntoView {
    view! {
        <FormProblem errors=FormErrors::of(acts.name) />
        <FormProblem errors=FormErrors::of(acts.hide) />
        <FormProblem errors=FormErrors::of(acts.merge) />
        <FormProblem errors=FormErrors::of(acts.separate) />
        <FormProblem errors=FormErrors::of(acts.undo) />
    }
}

/// What was done last, and the button that undoes it. Spoken when it appears.
#[component]
pub fn UndoNotice(
    /// The event.
    event: EventId,
    /// What was done, when it can be undone.
    last: Option<Act>,
    /// Undoes it.
    acts: Acts,
) -> impl IntoView {
    let i18n = use_i18n();
    let notice = last.map(|act| {
        let what = match act.kind {
            ActKind::Merged => say!(i18n, people.done.merged),
            ActKind::Split => say!(i18n, people.done.split),
            ActKind::TakenOut => say!(i18n, people.done.taken_out),
            ActKind::Named => say!(i18n, people.done.named),
            ActKind::Hidden => say!(i18n, people.done.hidden),
            ActKind::Shown => say!(i18n, people.done.shown),
        };
        view! {
            <div class="notice">
                <p>{what}</p>
                <ActionForm action=acts.undo>
                    <input type="hidden" name="event" value=event.to_string() />
                    <input type="hidden" name="act" value=act.id.to_string() />
                    <button class="button small quiet" type="submit">
                        {say!(i18n, people.undo)}
                    </button>
                </ActionForm>
            </div>
        }
    });
    view! { <div role="status">{notice}</div> }
}
