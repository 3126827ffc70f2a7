//! One newtype per kind of id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id: time-ordered for the index, with 74 random bits so that it cannot be guessed.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        // SeaORM asks it of every primary key; only an auto-increment key would ever use it.
        #[cfg(feature = "sea-orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// Somebody who signs in.
    AccountId
);
id!(
    /// A guest who has an account. Scanning needs none.
    GuestId
);
id!(
    /// Who hosts events: one or more accounts belong to it.
    OrganizationId
);
id!(
    /// One letter that asks somebody into an organization.
    InvitationId
);
id!(
    /// One wedding, race or festival.
    EventId
);
id!(
    /// One uploaded photo.
    PhotoId
);
id!(
    /// One face found in one photo.
    FaceId
);
id!(
    /// What one scan opened to one session.
    GrantId
);
id!(
    /// One person of one event: faces taken for the same.
    PersonId
);
id!(
    /// One thing that somebody did to an event's people.
    ActId
);

/// The short code of an event: what the QR code and the landing page's address carry.
///
/// Ten characters of Crockford's base 32 (no I, L, O, U), 50 random bits: enough that unlisted events are
/// not found by trying, short enough to be typed from a poster.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(try_from = "String", into = "String")]
pub struct EventCode(String);

impl EventCode {
    /// Characters in a code.
    pub const LENGTH: usize = 10;
    /// Crockford's base 32 alphabet, lower case.
    pub const ALPHABET: &'static [u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// A code from ten random numbers; only the low five bits of each count.
    pub fn from_random(random: [u8; Self::LENGTH]) -> Self {
        Self(random.iter().map(|&r| char::from(Self::ALPHABET[usize::from(r & 31)])).collect())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not an event's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event code has {} letters and digits", EventCode::LENGTH)]
pub struct NotACode;

impl FromStr for EventCode {
    type Err = NotACode;

    /// Reads a code as a person types it: case, hyphens and spaces do not matter; `o` is 0, `i` and `l` are 1.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let code: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                c => c,
            })
            .collect();
        let valid = code.len() == Self::LENGTH && code.bytes().all(|b| Self::ALPHABET.contains(&b));
        valid.then_some(Self(code)).ok_or(NotACode)
    }
}

impl TryFrom<String> for EventCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<EventCode> for String {
    fn from(code: EventCode) -> Self {
        code.0
    }
}

/// How an address names an event: by id or by code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventRef {
    /// `/api/events/0192…`
    Id(EventId),
    /// `/e/7k2m9…`
    Code(EventCode),
}

impl FromStr for EventRef {
    type Err = NotACode;
    fn from_str(text: &str) -> Result<Self, NotACode> {
        match text.parse() {
            Ok(id) => Ok(Self::Id(id)),
            Err(_) => text.parse().map(Self::Code),
        }
    }
}

impl From<EventId> for EventRef {
    fn from(id: EventId) -> Self {
        Self::Id(id)
    }
}

impl From<EventCode> for EventRef {
    fn from(code: EventCode) -> Self {
        Self::Code(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code: EventCode = "7K2M-9OIL AB".replace(' ', "").parse().expect("a code");
        assert_eq!(code.as_str(), "7k2m9011ab");
        assert_eq!("u".repeat(10).parse::<EventCode>(), Err(NotACode), "u is not in the alphabet");
        assert_eq!("7k2m".parse::<EventCode>(), Err(NotACode));
    }

    #[test]
    fn a_code_can_never_be_taken_for_an_id() {
        let id = EventId::new();
        assert_eq!(id.to_string().parse(), Ok(EventRef::Id(id)));
        let code = EventCode::from_random([31; 10]);
        assert_eq!(code.to_string().parse(), Ok(EventRef::Code(code)));
    }
}
