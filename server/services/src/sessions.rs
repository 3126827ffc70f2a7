//! The session store: sessions live in the database, found by the hash of the cookie's value.

use std::fmt;

use async_trait::async_trait;
use entities::session::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use sha2::{Digest, Sha256};
use time::Duration;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::{Error, Result};

use crate::Clock;
use crate::caller::key;

/// How exactly it is known when a session was last used: reading pages must not write each time.
const SEEN: Duration = Duration::minutes(10);

/// Sessions in the `sessions` table.
#[derive(Clone)]
pub struct DatabaseSessions {
    database: DatabaseConnection,
    clock: Clock,
}

impl DatabaseSessions {
    /// Sessions in this database.
    pub fn new(database: DatabaseConnection, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// Removes what has expired; answers how many sessions that was.
    pub async fn sweep(&self) -> std::result::Result<u64, DbErr> {
        let expired = Entity::delete_many().filter(Column::ExpiresAt.lte((self.clock)()));
        Ok(expired.exec(&self.database).await?.rows_affected)
    }

    /// Notes that a session is in use, now and then.
    async fn note_use(&self, row: &Model) -> Result<()> {
        let now = (self.clock)();
        if row.seen_at.is_some_and(|seen| now - seen < SEEN) {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(now))
            .filter(Column::IdHash.eq(row.id_hash.clone()))
            .exec(&self.database)
            .await
            .map_err(backend)?;
        Ok(())
    }
}

impl fmt::Debug for DatabaseSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseSessions")
    }
}

/// A stolen `sessions` table opens no session: the cookie's value is not in it.
pub(crate) fn id_hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

/// What a session's data says of whose it is.
fn row(record: &Record) -> Result<ActiveModel> {
    let text = |key| record.data.get(key).and_then(Value::as_str);
    Ok(ActiveModel {
        data: Set(serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?),
        expires_at: Set(record.expiry_date),
        account_id: Set(text(key::ACCOUNT).and_then(|id| id.parse().ok())),
        guest_id: Set(text(key::GUEST).and_then(|id| id.parse().ok())),
        user_agent: Set(text(key::USER_AGENT).map(str::to_owned)),
        ..Default::default()
    })
}

fn backend(error: DbErr) -> Error {
    Error::Backend(crate::fault::chain(&error))
}

#[async_trait]
impl SessionStore for DatabaseSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not meet twice; if they did, the insert would fail rather than share a session.
        let now = (self.clock)();
        let mut row = row(record)?;
        row.id_hash = Set(id_hash(&record.id));
        row.created_at = Set(Some(now));
        row.seen_at = Set(Some(now));
        Entity::insert(row).exec_without_returning(&self.database).await.map_err(backend)?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // A session that another device has ended meanwhile stays ended: nothing is inserted here.
        let mut change = row(record)?;
        change.seen_at = Set(Some((self.clock)()));
        let own = Entity::update_many().set(change).filter(Column::IdHash.eq(id_hash(&record.id)));
        own.exec(&self.database).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = Entity::find_by_id(id_hash(id))
            .filter(Column::ExpiresAt.gt((self.clock)()))
            .one(&self.database)
            .await
            .map_err(backend)?;
        if let Some(row) = &found {
            self.note_use(row).await?;
        }
        found
            .map(|row| {
                let data = serde_json::from_slice(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
                Ok(Record { id: *id, data, expiry_date: row.expires_at })
            })
            .transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        Entity::delete_by_id(id_hash(id)).exec(&self.database).await.map_err(backend)?;
        Ok(())
    }
}
