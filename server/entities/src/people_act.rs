//! `people_acts`

use sea_orm::entity::prelude::*;

use domain::people::ActKind;
use domain::{AccountId, ActId, EventId, PersonId};
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "people_acts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActId,
    pub event_id: EventId,
    pub kind: ActKind,
    pub person_id: PersonId,
    pub name_before: Option<String>,
    pub hidden_before: bool,
    pub created_by: AccountId,
    pub created_at: OffsetDateTime,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
