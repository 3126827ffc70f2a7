//! Organizations: their members, who is asked in, and what each may do.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::ids::{AccountId, InvitationId, OrganizationId};
use crate::photo::UnknownWord;

/// What a member may do in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, members and deletion too.
    Owner,
    /// Events, photos, people.
    Editor,
    /// Uploads, their own photos and the progress.
    Photographer,
}

impl Role {
    /// Every role, the one that may most first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Editor, Self::Photographer];

    /// The word for it in the API and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Photographer => "photographer",
        }
    }

    /// Whether it may change events, photos and people.
    pub const fn may_edit(self) -> bool {
        matches!(self, Self::Owner | Self::Editor)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownWord;

    /// Reads the word back.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownWord)
    }
}

/// An organization as its members see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// What it is called; guests see it.
    pub name: String,
    /// The account that asks.
    pub me: AccountId,
    /// What the asker may do here.
    pub role: Role,
    /// Everybody in it, in the order they came.
    pub members: Vec<Member>,
    /// Who is asked in and has not answered; owners see them.
    pub invitations: Vec<Invitation>,
    /// Every organization of the asker, this one too, in the order they joined.
    pub mine: Vec<Membership>,
}

/// Somebody in an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Member {
    /// Their account.
    pub account_id: AccountId,
    /// Their name; empty where they have not said it.
    pub full_name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Address of their picture, when they have one.
    pub picture_url: Option<String>,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    pub joined_at: OffsetDateTime,
}

/// Somebody who is asked in and has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Where the letter went.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// Until when the letter's link is good.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// One of an account's organizations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Membership {
    /// Which.
    pub organization_id: OrganizationId,
    /// What it is called.
    pub name: String,
    /// What the account may do there.
    pub role: Role,
}

/// A new name for an organization, or the name typed to confirm that it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganizationName {
    /// 1 to 200 characters.
    pub name: String,
}

/// Which organization to work for from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganizationChoice {
    /// One of the account's own.
    pub organization_id: OrganizationId,
}

/// Whom to ask in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// Where the letter goes.
    pub email: String,
    /// What they will be.
    pub role: Role,
}

/// What a member is from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// The role.
    pub role: Role,
}

/// What an invitation's link shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct InvitationOffer {
    /// Who asks.
    pub organization_name: String,
    /// As what.
    pub role: Role,
    /// The address the letter went to.
    pub email: String,
    /// What it takes to join.
    pub way: InvitationWay,
}

/// What it takes to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationWay {
    /// No account has this address yet: a name and a password make one.
    NewAccount,
    /// The address has an account: its password.
    SignIn,
    /// They are signed in with it: a press.
    Join,
    /// Somebody else is signed in on this device.
    OtherAccount,
}

/// The answer to an invitation.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationAnswer {
    /// What the letter's link carries.
    pub token: String,
    /// Of a new account: 1 to 200 characters.
    #[serde(default)]
    pub full_name: String,
    /// Of the account, new or not; none where they are signed in with it.
    #[serde(default)]
    pub password: String,
}

/// An organization that would be left without an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Orphan {
    /// Which.
    pub organization_id: OrganizationId,
    /// What it is called.
    pub name: String,
    /// How many events it has.
    pub events: u64,
    /// Who else is in it and could take it over.
    pub others: Vec<Member>,
}

/// Who takes an organization over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// One of the account's own, as owner.
    pub organization_id: OrganizationId,
    /// Another member of it: owner from now on.
    pub to: AccountId,
}

/// An organization that goes with everything of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganizationEnd {
    /// One of the account's own, as owner.
    pub organization_id: OrganizationId,
    /// Its name, typed to confirm.
    pub name: String,
}
