//! `photos`

use sea_orm::entity::prelude::*;

use domain::photo::{FailureCode, PhotoKind, PhotoState};
use domain::{AccountId, EventId, PhotoId};
use sea_orm::QueryFilter;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhotoId,
    pub event_id: EventId,
    pub uploaded_by: AccountId,
    pub filename: String,
    pub content_hash: Vec<u8>,
    pub bytes: i64,
    pub media_type: String,
    pub state: PhotoState,
    pub attempts: i32,
    pub lease_owner: Option<Uuid>,
    pub lease_until: Option<OffsetDateTime>,
    pub failure_code: Option<FailureCode>,
    pub failure_detail: Option<String>,
    pub kind: Option<PhotoKind>,
    pub decided_kind: Option<PhotoKind>,
    pub width: i32,
    pub height: i32,
    pub taken_at: Option<OffsetDateTime>,
    pub version: i32,
    pub model_id: Option<String>,
    pub created_at: OffsetDateTime,
    pub processed_at: Option<OffsetDateTime>,
    pub placeholder: Option<String>,
    pub mark_stale: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::event::Entity", from = "Column::EventId", to = "super::event::Column::Id")]
    Event,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::event::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Event.def()
    }
}

impl Entity {
    /// All photos of an event, for its organization.
    pub fn of(event: EventId) -> Select<Self> {
        Self::find().filter(Column::EventId.eq(event))
    }

    /// The photos that everyone past the event's door may see.
    pub fn public_of(event: EventId) -> Select<Self> {
        let public = PhotoKind::ALL.iter().copied().filter(|kind| kind.is_public());
        Self::of(event).filter(Column::State.eq(PhotoState::Ready)).filter(Column::Kind.is_in(public))
    }
}
