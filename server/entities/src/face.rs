//! `faces`

use sea_orm::entity::prelude::*;

use domain::{EventId, FaceId, PersonId, PhotoId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "faces")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FaceId,
    pub event_id: EventId,
    pub photo_id: PhotoId,
    pub ordinal: i16,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub score: f32,
    pub quality: f32,
    pub sure: bool,
    pub template: Vec<u8>,
    pub template_version: i16,
    pub model_id: String,
    pub person_id: Option<PersonId>,
    pub changed: i64,
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
