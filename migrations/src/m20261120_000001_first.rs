//! Organizations, accounts, events, photos, faces, sessions, scans and grants.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, boolean, date, float, integer, small_integer, string, string_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            organizations(),
            accounts(),
            memberships(),
            events(),
            photos(),
            faces(),
            sessions(),
            scan_nonces(),
            grants(),
        ]
        .into_iter()
        .chain([grant_photos(), grant_faces()])
        {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "grant_faces",
            "grant_photos",
            "grants",
            "scan_nonces",
            "sessions",
            "faces",
            "photos",
            "events",
            "memberships",
            "accounts",
            "organizations",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn organizations() -> TableCreateStatement {
    Table::create()
        .table("organizations")
        .col(uuid("id").primary_key())
        .col(string("name"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(uuid("id").primary_key())
        .col(string("email").unique_key())
        .col(string("password_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn memberships() -> TableCreateStatement {
    Table::create()
        .table("memberships")
        .col(uuid("organization_id"))
        .col(uuid("account_id"))
        .col(string("role"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("organization_id").col("account_id"))
        .foreign_key(&mut belongs_to("memberships", "organization_id", "organizations"))
        .foreign_key(&mut belongs_to("memberships", "account_id", "accounts"))
        .to_owned()
}

fn events() -> TableCreateStatement {
    Table::create()
        .table("events")
        .col(uuid("id").primary_key())
        .col(uuid("organization_id"))
        .col(uuid("created_by"))
        .col(string("code").unique_key())
        .col(string("name"))
        .col(string("location"))
        .col(date("date"))
        .col(string("category"))
        // The key of this event's templates, sealed with the server's key.
        .col(binary("secret"))
        // Grows with every change of the event, its photos or its faces.
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut belongs_to("events", "organization_id", "organizations"))
        .to_owned()
}

fn photos() -> TableCreateStatement {
    Table::create()
        .table("photos")
        .col(uuid("id").primary_key())
        .col(uuid("event_id"))
        .col(uuid("uploaded_by"))
        .col(string("filename"))
        .col(binary("content_hash"))
        .col(big_integer("bytes"))
        .col(string("media_type"))
        .col(string("state"))
        .col(integer("attempts").default(0))
        .col(uuid_null("lease_owner"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(string_null("failure_code"))
        .col(string_null("failure_detail"))
        .col(string_null("kind"))
        .col(integer("width").default(0))
        .col(integer("height").default(0))
        .col(timestamp_with_time_zone_null("taken_at"))
        // Part of every rendition's address: grows when the photo is processed anew.
        .col(integer("version").default(0))
        .col(string_null("model_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("processed_at"))
        .foreign_key(&mut belongs_to("photos", "event_id", "events"))
        .to_owned()
}

fn faces() -> TableCreateStatement {
    Table::create()
        .table("faces")
        .col(uuid("id").primary_key())
        .col(uuid("event_id"))
        .col(uuid("photo_id"))
        .col(small_integer("ordinal"))
        .col(float("x"))
        .col(float("y"))
        .col(float("width"))
        .col(float("height"))
        .col(float("score"))
        .col(float("quality"))
        .col(boolean("sure"))
        // Opaque bytes; the version says how they are sealed.
        .col(binary("template"))
        .col(small_integer("template_version"))
        .col(string("model_id"))
        .foreign_key(&mut belongs_to("faces", "event_id", "events"))
        .foreign_key(&mut belongs_to("faces", "photo_id", "photos"))
        .to_owned()
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        // SHA-256 of the cookie's value: a stolen table opens no session.
        .col(binary("id_hash").primary_key())
        .col(binary("data"))
        .col(timestamp_with_time_zone("expires_at"))
        .to_owned()
}

fn scan_nonces() -> TableCreateStatement {
    Table::create()
        .table("scan_nonces")
        .col(string("nonce").primary_key())
        .col(uuid("event_id"))
        .col(uuid("visit_id"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut belongs_to("scan_nonces", "event_id", "events"))
        .to_owned()
}

fn grants() -> TableCreateStatement {
    Table::create()
        .table("grants")
        .col(uuid("id").primary_key())
        .col(uuid("event_id"))
        // Which wording of the consent text the guest said yes to.
        .col(string("consent_version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut belongs_to("grants", "event_id", "events"))
        .to_owned()
}

fn grant_photos() -> TableCreateStatement {
    Table::create()
        .table("grant_photos")
        .col(uuid("grant_id"))
        .col(uuid("photo_id"))
        .primary_key(Index::create().col("grant_id").col("photo_id"))
        .foreign_key(&mut belongs_to("grant_photos", "grant_id", "grants"))
        .foreign_key(&mut belongs_to("grant_photos", "photo_id", "photos"))
        .to_owned()
}

fn grant_faces() -> TableCreateStatement {
    Table::create()
        .table("grant_faces")
        .col(uuid("grant_id"))
        .col(uuid("face_id"))
        // "open", "yes" or "no": the guest's answer to "Is this you?".
        .col(string("answer"))
        .primary_key(Index::create().col("grant_id").col("face_id"))
        .foreign_key(&mut belongs_to("grant_faces", "grant_id", "grants"))
        .foreign_key(&mut belongs_to("grant_faces", "face_id", "faces"))
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
        index("memberships", &["account_id"]),
        index("events", &["organization_id", "date"]),
        // The same file twice in one event is one photo.
        index("photos", &["event_id", "content_hash"]).unique().to_owned(),
        // A worker's next photo.
        index("photos", &["state", "id"]),
        // Galleries, and the counts of a progress strip.
        index("photos", &["event_id", "state", "kind", "id"]),
        index("faces", &["photo_id"]),
        index("faces", &["event_id"]),
        index("sessions", &["expires_at"]),
        index("scan_nonces", &["expires_at"]),
        index("grants", &["expires_at"]),
        index("grant_photos", &["photo_id"]),
        index("grant_faces", &["face_id"]),
    ]
}
