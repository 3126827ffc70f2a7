//! A PostgreSQL database for one test, copied from a migrated template.
//!
//! `PICME_TEST_POSTGRES` names a database on a server where databases may be made, and with it the tests run on
//! PostgreSQL; without it they run on SQLite. `cargo xtask test` does both.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use services::{migrate, open_database};
use uuid::Uuid;

/// The template: made by whoever comes first.
const TEMPLATE: &str = "picme_template";
/// PostgreSQL's name for the lock under which databases are made: a number of our own.
const LOCK: i64 = 0x0070_6963_6d65;

/// One test's database; dropped with it.
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// A database of its own, migrated; `None` where the tests run on SQLite.
    pub async fn fresh() -> Option<Self> {
        let server = std::env::var("PICME_TEST_POSTGRES").ok()?;
        let name = format!("picme_{}", Uuid::now_v7().simple());
        // One connection, because a lock belongs to one. Tests are processes beside each other, and PostgreSQL lets only one of them copy.
        let mut options = ConnectOptions::new(&server);
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await.expect("PICME_TEST_POSTGRES names a server that answers");
        connection.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})")).await.unwrap();
        template(&connection, &server).await;
        connection.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}")).await.unwrap();
        connection.execute_unprepared(&format!("SELECT pg_advisory_unlock({LOCK})")).await.unwrap();
        Some(Self { server, name })
    }

    pub fn url(&self) -> String {
        at(&self.server, &self.name)
    }
}

impl Drop for TestDatabase {
    /// The test's runtime is ending, so this takes one of its own.
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let connection = Database::connect(&server).await?;
                connection.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await
            })
        });
        if let Ok(Err(error)) = dropped.join() {
            eprintln!("{}: {error}", self.name);
        }
    }
}

/// Makes the template unless it is there, and applies the migrations that it lacks.
async fn template(connection: &DatabaseConnection, server: &str) {
    let made = connection.execute_unprepared(&format!("CREATE DATABASE {TEMPLATE}")).await;
    let there = made.as_ref().err().is_some_and(|error| error.to_string().contains("already exists"));
    assert!(made.is_ok() || there, "{made:?}");
    let database = open_database(&at(server, TEMPLATE)).await.unwrap();
    migrate(&database).await.unwrap();
    // Nobody may be connected to a database that is being copied.
    database.close().await.unwrap();
}

/// The same server, another database.
fn at(server: &str, database: &str) -> String {
    let (address, options) =
        server.split_once('?').map_or((server, None), |(address, options)| (address, Some(options)));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{base}/{database}{options}")
}
