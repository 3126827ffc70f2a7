use domain::EventId;
use leptos::prelude::*;

use super::event_form::EventForm;
use crate::error::AppError;

/// Saves an event's settings. After a conflict a plain form goes back with what was typed, so that nothing is lost.
#[server(prefix = "/api/fn", endpoint = "update_event")]
pub async fn update_event(event: EventId, form: EventForm) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, is_plain_form, refuse, see_other, services};
    use domain::ProblemCode;

    let page = format!("/admin/events/{event}/settings");
    let typed = form.to_query();
    match services().update_event(&caller(), event, form.into_edit()).await {
        Ok(_) => after_plain_form(&format!("{page}?saved")),
        Err(problem) if problem.code == ProblemCode::EditConflict && is_plain_form() => {
            see_other(&format!("{page}{typed}"));
        }
        Err(problem) => return Err(refuse(problem)),
    }
    Ok(())
}
