//! What guests like and download, what an account keeps of a visit, numbers without names, and how long faces stay.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, date, integer, timestamp_with_time_zone, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        // Days after the event, or after its last photo, for which its faces are kept; 0: as long as the event.
        let face_days = integer("face_days").default(30).take();
        manager.alter_table(Table::alter().table("events").add_column(face_days).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("events").drop_column("face_days").to_owned()).await?;
        manager.drop_index(Index::drop().name("grants_event_id").table("grants").to_owned()).await?;
        for table in ["scan_days", "download_days", "photo_downloads", "downloads", "favourites", "guest_grants"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![guest_grants(), kept("favourites"), kept("downloads"), photo_downloads(), download_days(), scan_days()]
}

/// Which grant a guest's account has for an event: with it, another device opens what this one has scanned.
fn guest_grants() -> TableCreateStatement {
    Table::create()
        .table("guest_grants")
        .col(uuid("guest_id"))
        .col(uuid("event_id"))
        .col(uuid("grant_id"))
        .primary_key(Index::create().col("guest_id").col("event_id"))
        .foreign_key(&mut belongs_to("guest_grants", "guest_id", "guests"))
        .foreign_key(&mut belongs_to("guest_grants", "event_id", "events"))
        .foreign_key(&mut belongs_to("guest_grants", "grant_id", "grants"))
        .to_owned()
}

/// A photo that somebody keeps in mind: a favourite, or one they have downloaded.
fn kept(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        // The guest's account, the member's account, or the visit of somebody who has none.
        .col(uuid("holder_id"))
        .col(uuid("photo_id"))
        .col(uuid("event_id"))
        // The same as the holder where that is a guest's account: it goes with the account.
        .col(uuid_null("guest_id"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("holder_id").col("photo_id"))
        .foreign_key(&mut belongs_to(table, "photo_id", "photos"))
        .foreign_key(&mut belongs_to(table, "event_id", "events"))
        .foreign_key(&mut belongs_to(table, "guest_id", "guests"))
        .to_owned()
}

/// How often a photo was downloaded, whoever did.
fn photo_downloads() -> TableCreateStatement {
    Table::create()
        .table("photo_downloads")
        .col(uuid("photo_id").primary_key())
        .col(uuid("event_id"))
        .col(big_integer("downloads"))
        .foreign_key(&mut belongs_to("photo_downloads", "photo_id", "photos"))
        .foreign_key(&mut belongs_to("photo_downloads", "event_id", "events"))
        .to_owned()
}

/// How many downloads a day had. Outlives the photos.
fn download_days() -> TableCreateStatement {
    Table::create()
        .table("download_days")
        .col(uuid("event_id"))
        .col(date("day"))
        .col(big_integer("downloads"))
        .primary_key(Index::create().col("event_id").col("day"))
        .foreign_key(&mut belongs_to("download_days", "event_id", "events"))
        .to_owned()
}

/// How many guests scanned on a day, and how many of them found photos.
fn scan_days() -> TableCreateStatement {
    Table::create()
        .table("scan_days")
        .col(uuid("event_id"))
        .col(date("day"))
        .col(big_integer("scans"))
        .col(big_integer("matched"))
        .primary_key(Index::create().col("event_id").col("day"))
        .foreign_key(&mut belongs_to("scan_days", "event_id", "events"))
        .to_owned()
}

fn belongs_to(table: &str, column: &str, parent: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fk"))
        .from(table.to_owned(), column.to_owned())
        .to(parent.to_owned(), "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |table: &'static str, columns: &[&'static str]| {
        let mut index = Index::create();
        index.name(format!("{table}_{}", columns.join("_"))).table(table);
        for column in columns {
            index.col(*column);
        }
        index
    };
    vec![
        // What goes with a parent that is deleted.
        index("guest_grants", &["event_id"]),
        index("guest_grants", &["grant_id"]),
        index("favourites", &["photo_id"]),
        index("favourites", &["event_id"]),
        index("favourites", &["guest_id"]),
        index("downloads", &["photo_id"]),
        index("downloads", &["event_id"]),
        index("downloads", &["guest_id"]),
        // One's own, newest first; and what visits without an account have left behind.
        index("downloads", &["holder_id", "created_at"]),
        index("downloads", &["created_at"]),
        index("favourites", &["created_at"]),
        // The most downloaded photos.
        index("photo_downloads", &["event_id", "downloads"]),
        // Grants that go when an event's faces go.
        index("grants", &["event_id"]),
    ]
}
