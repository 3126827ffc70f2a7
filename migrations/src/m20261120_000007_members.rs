//! Invitations into an organization, and who signs in through another house's accounts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, string, timestamp_with_time_zone, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(invitations()).await?;
        manager.create_table(oidc_identities()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("oidc_identities").to_owned()).await?;
        manager.drop_table(Table::drop().table("invitations").to_owned()).await
    }
}

fn invitations() -> TableCreateStatement {
    Table::create()
        .table("invitations")
        .col(uuid("id").primary_key())
        .col(uuid("organization_id"))
        .col(string("email"))
        .col(string("role"))
        // SHA-256 of what the letter's link carries: a stolen table lets nobody in.
        .col(binary("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut belongs_to("invitations", "organization_id", "organizations"))
        .to_owned()
}

fn oidc_identities() -> TableCreateStatement {
    Table::create()
        .table("oidc_identities")
        .col(string("issuer"))
        .col(string("subject"))
        // "organizer" or "guest": one person may be both, in two accounts.
        .col(string("kind"))
        .col(uuid_null("account_id"))
        .col(uuid_null("guest_id"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("issuer").col("subject").col("kind"))
        .foreign_key(&mut belongs_to("oidc_identities", "account_id", "accounts"))
        .foreign_key(&mut belongs_to("oidc_identities", "guest_id", "guests"))
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
        // One open invitation an address: a new one replaces the one before.
        index("invitations", &["organization_id", "email"]).unique().to_owned(),
        index("invitations", &["email"]),
        index("invitations", &["expires_at"]),
        index("oidc_identities", &["account_id"]),
        index("oidc_identities", &["guest_id"]),
    ]
}
