use domain::{EventId, FaceId, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What is to become of faces that are not the person they were taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separation {
    /// They are a person of their own.
    Split,
    /// They are anybody else.
    Not,
}

/// Takes faces out of a person.
#[server(prefix = "/api/fn", endpoint = "separate_faces")]
pub async fn separate_faces(
    event: EventId,
    person: PersonId,
    #[server(default)] faces: Vec<FaceId>,
    what: Separation,
) -> Result<(), AppError> {
    use crate::server::{after_plain_form, caller, refuse, services};
    use domain::people::ChosenFaces;

    let (services, caller, chosen) = (services(), caller(), ChosenFaces { faces });
    match what {
        Separation::Split => services.split_person(&caller, event, person, chosen).await.map(drop),
        Separation::Not => services.not_this_person(&caller, event, person, chosen).await,
    }
    .map_err(refuse)?;
    after_plain_form(&format!("/admin/events/{event}/people/{person}"));
    Ok(())
}
