//! Accounts of both kinds: what is filled in to get one, to prove an address, to sign in, to choose a new password.

use serde::{Deserialize, Serialize};

use crate::ids::GuestId;

/// The two kinds of account. They never mix: the same address may have one of each, and neither opens the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// Hosts events.
    Organizer,
    /// Keeps what they found.
    Guest,
}

impl AccountKind {
    /// The word for it on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organizer => "organizer",
            Self::Guest => "guest",
        }
    }

    /// What the addresses of its pages begin with.
    pub const fn base(self) -> &'static str {
        match self {
            Self::Organizer => "/admin",
            Self::Guest => "",
        }
    }
}

/// What a guest fills in to get an account.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct GuestRegistration {
    /// 1 to 200 characters.
    pub full_name: String,
    /// An e-mail address.
    pub email: String,
    /// At least 12 characters, at most 200, and not a common one.
    pub password: String,
}

/// What somebody signs in with.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// An address that a code is asked for.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct CodeRequest {
    /// The e-mail address.
    pub email: String,
}

/// A code that came by mail.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Verification {
    /// The e-mail address it was sent to.
    pub email: String,
    /// Six digits; blanks and hyphens between them do not matter.
    pub code: String,
}

/// A new password, with the code that allows it.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PasswordReset {
    /// The e-mail address the code was sent to.
    pub email: String,
    /// Six digits; blanks and hyphens between them do not matter.
    pub code: String,
    /// At least 12 characters, at most 200, and not a common one.
    pub password: String,
}

/// Where a flow goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Next {
    /// The step.
    pub next: NextStep,
}

/// The steps a flow can go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Enter the code that was sent.
    Verify,
    /// Enter the code that was sent, and choose a new password.
    Reset,
}

/// A guest who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Guest {
    /// The account.
    pub guest_id: GuestId,
    /// Their name, shown to themselves only.
    pub full_name: String,
    /// Their e-mail address, shown to themselves only.
    pub email: String,
}
