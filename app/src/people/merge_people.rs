use domain::{EventId, PersonId};
use leptos::prelude::*;

use crate::error::AppError;

/// Makes one person of several. `go`: the page goes on to the one who stays, because it may be of one who does not.
#[server(prefix = "/api/fn", endpoint = "merge_people")]
pub async fn merge_people(
    event: EventId,
    #[server(default)] people: Vec<PersonId>,
    into: Option<PersonId>,
    #[server(default)] go: bool,
) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, see_other, services};
    use domain::people::Merge;

    services().merge_people(&caller(), event, Merge { people, into }).await.map_err(refuse)?;
    match into {
        Some(into) if go => see_other(&format!("/admin/events/{event}/people/{into}")),
        _ => after_plain_form(&format!("/admin/events/{event}/people")),
    }
    Ok(())
}
