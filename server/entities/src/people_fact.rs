//! `people_facts`

use std::fmt;
use std::str::FromStr;

use sea_orm::entity::prelude::*;

use domain::photo::UnknownWord;
use domain::{ActId, EventId, FaceId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "people_facts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub event_id: EventId,
    pub act_id: ActId,
    pub kind: Kind,
    pub face_a: FaceId,
    pub face_b: FaceId,
    pub ended_by: Option<ActId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What is known of two faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub enum Kind {
    /// They are one person's.
    Same,
    /// They are two people's.
    Different,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "same",
            Self::Different => "different",
        })
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "same" => Ok(Self::Same),
            "different" => Ok(Self::Different),
            _ => Err(UnknownWord),
        }
    }
}
