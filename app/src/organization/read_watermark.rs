use domain::photo::Watermark;
use leptos::prelude::*;

use crate::error::AppError;

/// The mark that new events of the organization take over; nothing for who may not change it.
#[server(prefix = "/api/fn", endpoint = "organization_watermark")]
pub async fn read_organization_watermark() -> Result<Option<Watermark>, AppError> {
    use crate::server::{caller, refuse, services};
    use domain::ProblemCode;

    match services().organization_watermark(&caller()).await {
        Ok(mark) => Ok(Some(mark)),
        Err(problem) if problem.code == ProblemCode::Forbidden => Ok(None),
        Err(problem) => Err(refuse(problem)),
    }
}
