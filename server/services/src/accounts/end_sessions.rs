//! Signing an account out everywhere.

use entities::session;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::Holder;
use crate::Services;

impl Services {
    /// Ends every session of an account; answers how many there were.
    pub(crate) async fn end_sessions_of(&self, db: &impl ConnectionTrait, holder: Holder) -> Result<u64, DbErr> {
        let theirs = match holder {
            Holder::Organizer(id) => session::Column::AccountId.eq(id),
            Holder::Guest(id) => session::Column::GuestId.eq(id),
        };
        Ok(session::Entity::delete_many().filter(theirs).exec(db).await?.rows_affected)
    }
}
