//! Opening and migrating the database.

use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

/// Why a database does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be reached or read.
    #[error("the database could not be opened")]
    Connect(#[source] DbErr),
    /// A migration failed; nothing of it remains.
    #[error("the database could not be brought up to date")]
    Migrate(#[source] DbErr),
}

/// Opens a database by its URL: `sqlite://…` or `postgres://…`.
///
/// SQLite runs in WAL mode with `synchronous = FULL`, because an acknowledged upload is a committed row.
pub async fn open_database(url: &str) -> Result<DatabaseConnection, OpenError> {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(30))
        .max_connections(16)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(20))
        });
    Database::connect(options).await.map_err(OpenError::Connect)
}

/// Brings the schema up to date; answers the names of the migrations it applied.
pub async fn migrate(database: &DatabaseConnection) -> Result<Vec<String>, OpenError> {
    let pending = Migrator::get_pending_migrations(database).await.map_err(OpenError::Migrate)?;
    Migrator::up(database, None).await.map_err(OpenError::Migrate)?;
    Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
}

/// Begins a transaction that will write.
///
/// On SQLite it takes the write lock at once: a transaction that reads first and writes later could otherwise
/// fail with "database is locked" whatever the busy timeout.
pub(crate) async fn begin_write(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    database.begin_with_options(options).await
}
