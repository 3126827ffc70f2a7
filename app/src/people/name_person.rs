use domain::{EventId, PersonId};
use leptos::prelude::*;

use crate::error::AppError;

/// Gives a person a name; an empty one takes it away.
#[server(prefix = "/api/fn", endpoint = "name_person")]
pub async fn name_person(event: EventId, person: PersonId, name: String) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::people::PersonChange;

    let change = PersonChange { name: Some(name), ..PersonChange::default() };
    services().change_person(&caller(), event, person, change).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/people/{person}"));
    Ok(())
}
