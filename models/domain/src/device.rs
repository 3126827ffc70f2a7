//! Where somebody is signed in.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Device {
    /// Names it among the account's own; opens nothing.
    pub id: String,
    /// What the browser said of itself when it signed in, where it did.
    pub user_agent: Option<String>,
    /// Since when it is signed in.
    #[serde(with = "time::serde::rfc3339::option")]
    pub signed_in_at: Option<OffsetDateTime>,
    /// When it was last used, to ten minutes.
    #[serde(with = "time::serde::rfc3339::option")]
    pub seen_at: Option<OffsetDateTime>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}
