//! `guest_grants`

use sea_orm::entity::prelude::*;

use domain::{EventId, GrantId, GuestId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "guest_grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub guest_id: GuestId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    pub grant_id: GrantId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::grant::Entity", from = "Column::GrantId", to = "super::grant::Column::Id")]
    Grant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::grant::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Grant.def()
    }
}
