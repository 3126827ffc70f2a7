//! `sessions`

use sea_orm::entity::prelude::*;

use domain::{AccountId, GuestId};
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: Vec<u8>,
    pub data: Vec<u8>,
    pub expires_at: OffsetDateTime,
    pub account_id: Option<AccountId>,
    pub guest_id: Option<GuestId>,
    pub user_agent: Option<String>,
    pub created_at: Option<OffsetDateTime>,
    pub seen_at: Option<OffsetDateTime>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
