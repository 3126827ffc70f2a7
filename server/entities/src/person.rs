//! `people`

use sea_orm::entity::prelude::*;

use domain::{EventId, FaceId, PersonId};
use sea_orm::QueryFilter;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub event_id: EventId,
    pub name: Option<String>,
    pub hidden: bool,
    pub photos: i32,
    pub cover_face: Option<FaceId>,
    pub created_at: OffsetDateTime,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::face::Entity", from = "Column::CoverFace", to = "super::face::Column::Id")]
    Cover,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The people of an event.
    pub fn of(event: EventId) -> Select<Self> {
        Self::find().filter(Column::EventId.eq(event))
    }
}
