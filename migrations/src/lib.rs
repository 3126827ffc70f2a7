#![doc = include_str!("../README.md")]

pub use sea_orm_migration::{MigrationStatus, MigratorTrait};
use sea_orm_migration::{MigrationTrait, async_trait};

mod m20261120_000001_first;
mod m20261120_000002_accounts;
mod m20261120_000004_event_options;
mod m20261120_000005_people;
mod m20261120_000006_guests;
mod m20261120_000007_members;
mod m20261120_000008_dashboard;
mod m20261120_000009_organization_mark;
mod m20261120_000010_face_changes;

/// All migrations, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_first::Migration),
            Box::new(m20261120_000002_accounts::Migration),
            Box::new(m20261120_000004_event_options::Migration),
            Box::new(m20261120_000005_people::Migration),
            Box::new(m20261120_000006_guests::Migration),
            Box::new(m20261120_000007_members::Migration),
            Box::new(m20261120_000008_dashboard::Migration),
            Box::new(m20261120_000009_organization_mark::Migration),
            Box::new(m20261120_000010_face_changes::Migration),
        ]
    }
}
