//! An organization's own mark, which new events take over.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, small_integer, string, string_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no more at a time.
        for column in columns() {
            manager.alter_table(Table::alter().table("organizations").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            let name = column.get_column_name().clone();
            manager.alter_table(Table::alter().table("organizations").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}

fn columns() -> Vec<ColumnDef> {
    vec![
        // Without a text, each event's name is its mark.
        string_null("watermark_text").take(),
        string("watermark_position").default("tiled").take(),
        // In percent.
        small_integer("watermark_opacity").default(34).take(),
        // 0: no logo.
        integer("watermark_logo_version").default(0).take(),
        // The number of the last logo that was sent.
        integer("watermark_logos").default(0).take(),
    ]
}
