//! `photo_downloads`

use sea_orm::entity::prelude::*;

use domain::{EventId, PhotoId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photo_downloads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub photo_id: PhotoId,
    pub event_id: EventId,
    pub downloads: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::photo::Entity", from = "Column::PhotoId", to = "super::photo::Column::Id")]
    Photo,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::photo::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Photo.def()
    }
}
