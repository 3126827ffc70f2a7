//! Organizers: registration, sign-in, sign-out.

mod fields;
mod password;
mod register;
mod sign_in;

pub(crate) use fields::FieldCheck;

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
