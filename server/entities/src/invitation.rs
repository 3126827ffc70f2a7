//! `invitations`

use sea_orm::entity::prelude::*;

use domain::{InvitationId, OrganizationId};
use sea_orm::QueryFilter;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub organization_id: OrganizationId,
    pub email: String,
    pub role: String,
    pub token_hash: Vec<u8>,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
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
    /// The invitations of one organization that can still be answered.
    pub fn open_of(organization: OrganizationId, now: OffsetDateTime) -> Select<Self> {
        Self::find().filter(Column::OrganizationId.eq(organization)).filter(Column::ExpiresAt.gt(now))
    }
}
