//! Accounts of organizers and of guests: registration, codes by mail, sign-in, sign-out, new passwords.
//!
//! No answer tells whether an address is registered, by its words or by its time: every way through a use case does the
//! same hashing and writes one transaction, and letters leave when the answer is gone.

mod codes;
mod end_sessions;
mod fields;
mod holder;
mod letters;
mod operator;
mod password;
mod register;
mod reset;
mod sign_in;
mod verify;

pub(crate) use fields::FieldCheck;
pub(crate) use holder::Holder;

/// What a member may do in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything, members and deletion too.
    Owner,
    /// Events, photos, people.
    Editor,
    /// Uploads.
    Photographer,
}

impl Role {
    /// The word for it in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Photographer => "photographer",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Owner, Self::Editor, Self::Photographer].into_iter().find(|role| role.as_str() == text)
    }
}
