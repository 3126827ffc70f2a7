//! Where somebody is signed in, and signing out elsewhere.

use domain::device::Device;
use domain::{Problem, ProblemCode};
use entities::session::{Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::caller::Who;
use crate::fault::OrInternal;
use crate::hex::hex;
use crate::sessions::id_hash;
use crate::{Caller, Services};

/// How much of a session's hash names it: enough for one account's few.
const NAME_BYTES: usize = 16;

impl Services {
    /// Every browser that the caller's account is signed in with, the last used first.
    ///
    /// Errors: `sign_in_required`.
    pub async fn devices(&self, caller: &Caller) -> Result<Vec<Device>, Problem> {
        let this = caller.session_id().map(|id| id_hash(&id));
        let rows = self.sessions_of(caller.who()?).await?;
        Ok(rows.into_iter().map(|row| device(row, this.as_deref())).collect())
    }

    /// Signs one of the caller's devices out: its next request is refused. Also the one that asks.
    ///
    /// Errors: `sign_in_required`, `forbidden` (no such device of theirs).
    pub async fn end_device(&self, caller: &Caller, id: &str) -> Result<(), Problem> {
        let rows = self.sessions_of(caller.who()?).await?;
        let row = rows.into_iter().find(|row| name(&row.id_hash) == id).ok_or(ProblemCode::Forbidden)?;
        if caller.session_id().is_some_and(|this| id_hash(&this) == row.id_hash) {
            return self.sign_out(caller).await;
        }
        Entity::delete_by_id(row.id_hash).exec(self.db()).await.or_internal()?;
        Ok(())
    }

    /// Signs every device of the caller out but the one that asks; answers how many that were.
    ///
    /// Errors: `sign_in_required`.
    pub async fn end_other_devices(&self, caller: &Caller) -> Result<u64, Problem> {
        let mut others = Entity::delete_many().filter(of(caller.who()?));
        if let Some(this) = caller.session_id() {
            others = others.filter(Column::IdHash.ne(id_hash(&this)));
        }
        Ok(others.exec(self.db()).await.or_internal()?.rows_affected)
    }

    /// Ends every session of an account.
    pub(crate) async fn end_all_devices(&self, who: Who) -> Result<(), Problem> {
        Entity::delete_many().filter(of(who)).exec(self.db()).await.or_internal()?;
        Ok(())
    }

    async fn sessions_of(&self, who: Who) -> Result<Vec<Model>, Problem> {
        Entity::find()
            .filter(of(who))
            .filter(Column::ExpiresAt.gt(self.now()))
            .order_by_desc(Column::SeenAt)
            .order_by_asc(Column::IdHash)
            .all(self.db())
            .await
            .or_internal()
    }
}

fn of(who: Who) -> Condition {
    Condition::all().add(match who {
        Who::Organizer(account) => Column::AccountId.eq(account),
        Who::Guest(guest) => Column::GuestId.eq(guest),
    })
}

fn device(row: Model, this: Option<&[u8]>) -> Device {
    Device {
        id: name(&row.id_hash),
        is_this: this == Some(row.id_hash.as_slice()),
        user_agent: row.user_agent,
        signed_in_at: row.created_at,
        seen_at: row.seen_at,
    }
}

/// Names a session among an account's own. It is of the hash, so it does not lead back to the cookie.
fn name(id_hash: &[u8]) -> String {
    hex(&id_hash[..NAME_BYTES.min(id_hash.len())])
}
