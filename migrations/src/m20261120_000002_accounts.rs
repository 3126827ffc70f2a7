//! Guests' accounts, codes sent by mail, whose session it is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(guests()).await?;
        manager.create_table(codes()).await?;
        // One column a statement: SQLite adds no more at a time.
        for (table, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        // Who registered before addresses were verified has used theirs since.
        let verified = Query::update().table("accounts").value("verified_at", Expr::col("created_at")).to_owned();
        manager.execute(verified).await?;
        for column in ["account_id", "guest_id"] {
            let name = format!("sessions_{column}");
            manager.create_index(Index::create().name(name).table("sessions").col(column).to_owned()).await?;
        }
        manager.create_index(Index::create().name("codes_expires_at").table("codes").col("expires_at").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["account_id", "guest_id"] {
            manager.drop_index(Index::drop().name(format!("sessions_{column}")).table("sessions").to_owned()).await?;
        }
        for (table, column) in columns() {
            let name = column.get_column_name().clone();
            manager.alter_table(Table::alter().table(table).drop_column(name).to_owned()).await?;
        }
        manager.drop_table(Table::drop().table("codes").to_owned()).await?;
        manager.drop_table(Table::drop().table("guests").to_owned()).await
    }
}

fn guests() -> TableCreateStatement {
    Table::create()
        .table("guests")
        .col(uuid("id").primary_key())
        .col(string("full_name"))
        .col(string("email").unique_key())
        // Empty: no password, the guest signs in another way.
        .col(string("password_hash"))
        // 0: no picture.
        .col(integer("picture_version").default(0))
        .col(timestamp_with_time_zone_null("verified_at"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn codes() -> TableCreateStatement {
    Table::create()
        .table("codes")
        // What the code is good for; the newest code for a purpose and an address replaces the one before.
        .col(string("purpose"))
        .col(string("email"))
        .col(string("code_hash"))
        .col(integer("tries").default(0))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .primary_key(Index::create().col("purpose").col("email"))
        .to_owned()
}

fn columns() -> Vec<(&'static str, ColumnDef)> {
    vec![
        ("accounts", string("full_name").default("").take()),
        // 0: no picture.
        ("accounts", integer("picture_version").default(0).take()),
        ("accounts", timestamp_with_time_zone_null("verified_at").take()),
        // Whose session it is, for "your devices"; without one it is a visitor's.
        ("sessions", uuid_null("account_id").take()),
        ("sessions", uuid_null("guest_id").take()),
        ("sessions", string_null("user_agent").take()),
        ("sessions", timestamp_with_time_zone_null("created_at").take()),
        ("sessions", timestamp_with_time_zone_null("seen_at").take()),
    ]
}
