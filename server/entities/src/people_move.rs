//! `people_moves`

use sea_orm::entity::prelude::*;

use domain::{ActId, FaceId, PersonId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "people_moves")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub act_id: ActId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub face_id: FaceId,
    pub from_person: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
