//! `grant_faces`

use sea_orm::entity::prelude::*;

use std::fmt;
use std::str::FromStr;

use domain::photo::UnknownWord;
use domain::{FaceId, GrantId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "grant_faces")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub grant_id: GrantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub face_id: FaceId,
    pub answer: Answer,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What the guest said to "Is this you?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub enum Answer {
    /// Not yet asked.
    Open,
    /// Yes: the photo is theirs.
    Yes,
    /// No: never ask again in this session.
    No,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Yes => "yes",
            Self::No => "no",
        })
    }
}

impl FromStr for Answer {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "open" => Ok(Self::Open),
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            _ => Err(UnknownWord),
        }
    }
}
