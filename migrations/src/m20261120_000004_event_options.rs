//! What an event lets in and gives away: listing, PIN, dates, downloads, cover; what its list is searched by.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, string, string_null, timestamp_with_time_zone_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no more at a time.
        for column in columns() {
            manager.alter_table(Table::alter().table("events").add_column(column).to_owned()).await?;
        }
        let name = Expr::from(Func::lower(Expr::col("name")));
        manager.execute(Query::update().table("events").value("search", name).to_owned()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in INDEXES {
            manager.drop_index(Index::drop().name(name).table("events").to_owned()).await?;
        }
        for column in columns() {
            let name = column.get_column_name().clone();
            manager.alter_table(Table::alter().table("events").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}

fn columns() -> Vec<ColumnDef> {
    vec![
        // On the public list, or found by its code only.
        boolean("listed").default(false).take(),
        // Argon2id of the PIN; none: no PIN.
        string_null("pin_hash").take(),
        timestamp_with_time_zone_null("opens_at").take(),
        timestamp_with_time_zone_null("closes_at").take(),
        boolean("downloads").default(true).take(),
        // No picture path: the scan takes the camera only.
        boolean("camera_only").default(false).take(),
        // Names the folder of the cover's files; 0: no cover.
        big_integer("cover_version").default(0).take(),
        // Grows with every edit of the event's own fields: what an edit is checked against.
        big_integer("edit_version").default(1).take(),
        // Name, place and category in lower case: databases differ in what they call lower case.
        string("search").default("").take(),
    ]
}

const INDEXES: [&str; 3] = ["events_listed_date_id", "events_listed_name_id", "events_organization_id_name"];

fn indexes() -> Vec<IndexCreateStatement> {
    let columns: [&[&'static str]; 3] =
        [&["listed", "date", "id"], &["listed", "name", "id"], &["organization_id", "name"]];
    INDEXES
        .into_iter()
        .zip(columns)
        .map(|(name, columns)| {
            let mut index = Index::create();
            index.name(name).table("events");
            for column in columns {
                index.col(*column);
            }
            index
        })
        .collect()
}
