use domain::{EventId, PersonId};
use leptos::prelude::*;

use crate::error::AppError;

/// Lists a person apart from the others, or with them again.
#[server(prefix = "/api/fn", endpoint = "hide_person")]
pub async fn hide_person(event: EventId, person: PersonId, hidden: bool) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::people::PersonChange;

    let change = PersonChange { hidden: Some(hidden), ..PersonChange::default() };
    services().change_person(&caller(), event, person, change).await.map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/people"));
    Ok(())
}
