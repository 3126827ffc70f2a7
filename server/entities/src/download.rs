//! `downloads`

use sea_orm::entity::prelude::*;

use domain::{EventId, GuestId, PhotoId};
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "downloads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub photo_id: PhotoId,
    pub event_id: EventId,
    pub guest_id: Option<GuestId>,
    pub created_at: OffsetDateTime,
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
