//! When a face last changed, in versions of its event: what was made of the faces before is brought up to date with those alone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const INDEX: &str = "faces_event_id_model_id_changed";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Those that are there count as unchanged: nothing that is kept in memory has outlived the migration.
        let changed = big_integer("changed").default(0).take();
        manager.alter_table(Table::alter().table("faces").add_column(changed).to_owned()).await?;
        let mut index = Index::create();
        index.name(INDEX).table("faces").col("event_id").col("model_id").col("changed");
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(INDEX).table("faces").to_owned()).await?;
        manager.alter_table(Table::alter().table("faces").drop_column("changed").to_owned()).await
    }
}
