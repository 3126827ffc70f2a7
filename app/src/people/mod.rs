//! The people of an event, for its organization: who is there, who is one, and who is not.

mod acts;
mod hide_person;
mod merge_people;
mod name_person;
mod people_page;
mod person_card;
mod person_page;
mod person_photos;
mod person_tools;
mod read_people;
mod read_person;
mod separate_faces;
mod undo_people;

pub use people_page::PeoplePage;
pub use person_page::PersonPage;

use domain::people::Person;
use leptos_i18n::tu_string as say;

use crate::words::Words;

/// What a person is called, or that they have no name.
pub(crate) fn called(i18n: Words, person: &Person) -> String {
    person.name.clone().unwrap_or_else(|| say!(i18n, people.unnamed).to_owned())
}
