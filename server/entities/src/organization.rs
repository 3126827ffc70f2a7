//! `organizations`

use sea_orm::entity::prelude::*;

use domain::OrganizationId;
use domain::photo::WatermarkPosition;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganizationId,
    pub name: String,
    pub created_at: OffsetDateTime,
    pub watermark_text: Option<String>,
    pub watermark_position: WatermarkPosition,
    pub watermark_opacity: i16,
    pub watermark_logo_version: i32,
    pub watermark_logos: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
