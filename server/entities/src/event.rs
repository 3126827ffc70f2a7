//! `events`

use sea_orm::entity::prelude::*;

use domain::photo::WatermarkPosition;
use domain::{AccountId, EventCode, EventId, EventRef, OrganizationId};
use sea_orm::{Condition, QueryFilter};
use time::{Date, OffsetDateTime};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub organization_id: OrganizationId,
    pub created_by: AccountId,
    pub code: EventCode,
    pub name: String,
    pub location: String,
    pub date: Date,
    pub category: String,
    pub secret: Vec<u8>,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub listed: bool,
    pub pin_hash: Option<String>,
    pub opens_at: Option<OffsetDateTime>,
    pub closes_at: Option<OffsetDateTime>,
    pub downloads: bool,
    pub camera_only: bool,
    pub cover_version: i64,
    pub edit_version: i64,
    pub search: String,
    pub face_days: i32,
    pub watermark_text: Option<String>,
    pub watermark_position: WatermarkPosition,
    pub watermark_opacity: i16,
    pub watermark_logo_version: i32,
    pub watermark_version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organization::Entity",
        from = "Column::OrganizationId",
        to = "super::organization::Column::Id"
    )]
    Organization,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::organization::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Entity {
    /// The events of one organization.
    pub fn of(organization: OrganizationId) -> Select<Self> {
        Self::find().filter(Column::OrganizationId.eq(organization))
    }

    /// The events on the public list that are open at this moment.
    pub fn on_the_list(now: OffsetDateTime) -> Select<Self> {
        Self::find()
            .filter(Column::Listed.eq(true))
            .filter(Condition::any().add(Column::OpensAt.is_null()).add(Column::OpensAt.lte(now)))
            .filter(Condition::any().add(Column::ClosesAt.is_null()).add(Column::ClosesAt.gt(now)))
    }

    /// The event that an address names, whoever asks.
    pub fn named(event: &EventRef) -> Select<Self> {
        match event {
            EventRef::Id(id) => Self::find_by_id(*id),
            EventRef::Code(code) => Self::find().filter(Column::Code.eq(code.clone())),
        }
    }
}
