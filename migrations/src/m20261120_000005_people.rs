//! People of an event, what was done to them by hand, and kinds decided by hand.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, integer, string, string_null, timestamp_with_time_zone, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [people(), acts(), moves(), facts(), repairs()] {
            manager.create_table(table).await?;
        }
        // Whose face it is; nobody's while it is too poor to tell.
        manager.alter_table(Table::alter().table("faces").add_column(uuid_null("person_id")).to_owned()).await?;
        // What somebody of the organization said it is: stronger than what the engine finds.
        manager.alter_table(Table::alter().table("photos").add_column(string_null("decided_kind")).to_owned()).await?;
        for (table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name_of(table, columns)).table(*table);
            for column in *columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        // Events that were there before have no people yet: they wait for a repair.
        let waiting = Query::select().column("id").expr(Expr::col("id")).from("events").to_owned();
        let mut due = Query::insert();
        due.into_table("people_repairs").columns(["event_id", "change"]).select_from(waiting).map_err(custom)?;
        manager.execute(due).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in INDEXES.iter().filter(|(table, _)| ["faces", "photos"].contains(table)) {
            manager.drop_index(Index::drop().name(name_of(table, columns)).table(*table).to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("photos").drop_column("decided_kind").to_owned()).await?;
        manager.alter_table(Table::alter().table("faces").drop_column("person_id").to_owned()).await?;
        for table in ["people_repairs", "people_facts", "people_moves", "people_acts", "people"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &[&str])] = &[
    ("faces", &["person_id"]),
    // The list of an event's people, most photographed first.
    ("people", &["event_id", "photos", "id"]),
    // The last thing done, for its undoing.
    ("people_acts", &["event_id", "id"]),
    ("people_moves", &["face_id"]),
    ("people_moves", &["from_person"]),
    ("people_facts", &["event_id"]),
    ("people_facts", &["act_id"]),
    ("people_facts", &["ended_by"]),
    ("people_facts", &["face_a"]),
    ("people_facts", &["face_b"]),
];

fn name_of(table: &str, columns: &[&str]) -> String {
    format!("{table}_{}", columns.join("_"))
}

fn custom(error: impl std::fmt::Display) -> DbErr {
    DbErr::Custom(error.to_string())
}

fn people() -> TableCreateStatement {
    Table::create()
        .table("people")
        .col(uuid("id").primary_key())
        .col(uuid("event_id"))
        .col(string_null("name"))
        .col(boolean("hidden").default(false))
        // How many photos they are in: as many as faces, because two faces of one photo are two people.
        .col(integer("photos").default(0))
        // The face they are shown by: the best one.
        .col(uuid_null("cover_face"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut belongs_to("people", "event_id", "events", ForeignKeyAction::Cascade))
        .to_owned()
}

fn acts() -> TableCreateStatement {
    Table::create()
        .table("people_acts")
        .col(uuid("id").primary_key())
        .col(uuid("event_id"))
        .col(string("kind"))
        // Whom it changed, and how they were before. No foreign key: a person may go, what was said of faces stays.
        .col(uuid("person_id"))
        .col(string_null("name_before"))
        .col(boolean("hidden_before"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut belongs_to("people_acts", "event_id", "events", ForeignKeyAction::Cascade))
        .to_owned()
}

fn moves() -> TableCreateStatement {
    Table::create()
        .table("people_moves")
        .col(uuid("act_id"))
        .col(uuid("face_id"))
        // A person who was merged away is kept, without photos, for as long as this can be undone.
        .col(uuid("from_person"))
        .primary_key(Index::create().col("act_id").col("face_id"))
        .foreign_key(&mut belongs_to("people_moves", "act_id", "people_acts", ForeignKeyAction::Cascade))
        .foreign_key(&mut belongs_to("people_moves", "face_id", "faces", ForeignKeyAction::Cascade))
        .to_owned()
}

fn facts() -> TableCreateStatement {
    Table::create()
        .table("people_facts")
        .col(uuid("id").primary_key())
        .col(uuid("event_id"))
        // What it was said by: it goes when that is undone.
        .col(uuid("act_id"))
        // "same" or "different"
        .col(string("kind"))
        .col(uuid("face_a"))
        .col(uuid("face_b"))
        // A later act that says otherwise: until that is undone, this fact is none.
        .col(uuid_null("ended_by"))
        .foreign_key(&mut belongs_to("people_facts", "event_id", "events", ForeignKeyAction::Cascade))
        .foreign_key(&mut belongs_to("people_facts", "act_id", "people_acts", ForeignKeyAction::Cascade))
        .foreign_key(&mut belongs_to("people_facts", "face_a", "faces", ForeignKeyAction::Cascade))
        .foreign_key(&mut belongs_to("people_facts", "face_b", "faces", ForeignKeyAction::Cascade))
        .foreign_key(&mut belongs_to("people_facts", "ended_by", "people_acts", ForeignKeyAction::SetNull))
        .to_owned()
}

fn repairs() -> TableCreateStatement {
    Table::create()
        .table("people_repairs")
        .col(uuid("event_id").primary_key())
        // Another one with every change: a repair of what has changed since is not written.
        .col(uuid("change"))
        .foreign_key(&mut belongs_to("people_repairs", "event_id", "events", ForeignKeyAction::Cascade))
        .to_owned()
}

fn belongs_to(table: &str, column: &str, parent: &str, on_delete: ForeignKeyAction) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fk"))
        .from(table.to_owned(), column.to_owned())
        .to(parent.to_owned(), "id")
        .on_delete(on_delete)
        .to_owned()
}
