//! The session store: sessions live in the database, found by the hash of the cookie's value.

use std::fmt;

use async_trait::async_trait;
use entities::session::{ActiveModel, Column, Entity};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, Set, sea_query::OnConflict};
use sha2::{Digest, Sha256};
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::{Error, Result};

use crate::Clock;

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
}

impl fmt::Debug for DatabaseSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseSessions")
    }
}

/// A stolen `sessions` table opens no session: the cookie's value is not in it.
fn id_hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

fn row(record: &Record) -> Result<ActiveModel> {
    Ok(ActiveModel {
        id_hash: Set(id_hash(&record.id)),
        data: Set(serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?),
        expires_at: Set(record.expiry_date),
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
        Entity::insert(row(record)?).exec_without_returning(&self.database).await.map_err(backend)?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let replace = OnConflict::column(Column::IdHash).update_columns([Column::Data, Column::ExpiresAt]).to_owned();
        Entity::insert(row(record)?)
            .on_conflict(replace)
            .exec_without_returning(&self.database)
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = Entity::find_by_id(id_hash(id))
            .filter(Column::ExpiresAt.gt((self.clock)()))
            .one(&self.database)
            .await
            .map_err(backend)?;
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
