//! Organizers: who signs in to host events.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, OrganizationId};

/// What a new organizer fills in.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct OrganizerRegistration {
    /// 1 to 200 characters.
    pub organization_name: String,
    /// An e-mail address.
    pub email: String,
    /// At least 12 characters, at most 200; nothing else is asked of it.
    pub password: String,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Organizer {
    /// The account.
    pub account_id: AccountId,
    /// Its e-mail address, shown to themselves only.
    pub email: String,
    /// The organization they work for.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
}
