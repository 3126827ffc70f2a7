//! The organizer's photo dashboard: blurred placeholders, watermark settings, indexes of its lists.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, integer, small_integer, string, string_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no more at a time.
        for (table, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        for columns in INDEXES {
            let mut index = Index::create();
            index.name(name(columns)).table("photos");
            for column in *columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for columns in INDEXES {
            manager.drop_index(Index::drop().name(name(columns)).table("photos").to_owned()).await?;
        }
        for (table, column) in columns() {
            let name = column.get_column_name().clone();
            manager.alter_table(Table::alter().table(table).drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}

/// An event's photos by each order, by state, and the next one whose mark is out of date.
const INDEXES: &[&[&str]] = &[
    &["event_id", "id"],
    &["event_id", "state", "id"],
    &["event_id", "taken_at", "id"],
    &["event_id", "filename", "id"],
    &["mark_stale", "id"],
];

fn name(columns: &[&str]) -> String {
    format!("photos_{}", columns.join("_"))
}

fn columns() -> Vec<(&'static str, ColumnDef)> {
    vec![
        // A PNG of a few pixels in base64.
        ("photos", string_null("placeholder").take()),
        // Its public copies carry a mark that is out of date.
        ("photos", boolean("mark_stale").default(false).take()),
        // Without a text, the event's name is the mark.
        ("events", string_null("watermark_text").take()),
        ("events", string("watermark_position").default("tiled").take()),
        // In percent.
        ("events", small_integer("watermark_opacity").default(34).take()),
        // 0: no logo.
        ("events", integer("watermark_logo_version").default(0).take()),
        // Grows with every change of the mark.
        ("events", integer("watermark_version").default(0).take()),
    ]
}
