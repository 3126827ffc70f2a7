//! Rows in numbers: events, photos, faces and people without files, for what only size shows.

use domain::photo::{PhotoKind, PhotoState};
use domain::{AccountId, EventCode, EventId, FaceId, GrantId, OrganizationId, PersonId, PhotoId};
use entities::{event, face, grant_photo, person, photo};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, IdenStatic, Iterable, Set, TransactionTrait};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Rows of one statement: below the 32,766 parameters that SQLite takes.
const AT_ONCE: usize = 1000;
/// Photos that a planted person is in.
const OF_A_PERSON: usize = 10;
/// Copied events of one transaction.
const COPIES_AT_ONCE: usize = 20;

/// Whose rows they are.
#[derive(Clone, Copy)]
pub struct Owner {
    pub organization: OrganizationId,
    pub account: AccountId,
}

/// Plants this many events.
pub async fn events(database: &DatabaseConnection, owner: Owner, count: usize) -> Vec<EventId> {
    let start = OffsetDateTime::now_utc().date() - Duration::days(365);
    let ids: Vec<EventId> = (0..count).map(|_| EventId::new()).collect();
    let rows = ids.iter().enumerate().map(|(number, &id)| event::ActiveModel {
        id: Set(id),
        organization_id: Set(owner.organization),
        created_by: Set(owner.account),
        code: Set(EventCode::from_random(id.0.as_bytes()[6..].try_into().unwrap())),
        name: Set(format!("Event {number}")),
        location: Set("Garden".to_owned()),
        date: Set(start + Duration::days(number as i64 % 700)),
        category: Set(["Wedding", "Race", "Festival"][number % 3].to_owned()),
        secret: Set(vec![0; 16]),
        version: Set(1),
        created_at: Set(OffsetDateTime::now_utc()),
        listed: Set(true),
        search: Set(format!("event {number}")),
        ..Default::default()
    });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(AT_ONCE) {
        event::Entity::insert_many(some.to_vec()).exec_without_returning(database).await.unwrap();
    }
    ids
}

/// Plants this many photos in an event, most of them of groups, ready, each with a face of one of many people.
pub async fn photos(database: &DatabaseConnection, owner: Owner, event: EventId, count: usize) -> Vec<PhotoId> {
    let now = OffsetDateTime::now_utc();
    let ids: Vec<PhotoId> = (0..count).map(|_| PhotoId::new()).collect();
    for (part, some) in ids.chunks(AT_ONCE).enumerate() {
        let photos = some.iter().enumerate().map(|(at, &id)| photo_row(owner, event, id, part * AT_ONCE + at, now));
        photo::Entity::insert_many(photos).exec_without_returning(database).await.unwrap();
        let (mut people, mut faces) = (Vec::new(), Vec::new());
        for theirs in some.chunks(OF_A_PERSON) {
            let (person, face) = (PersonId::new(), FaceId::new());
            people.push(person_row(event, person, face, theirs.len(), now));
            let ids = std::iter::once(face).chain(std::iter::repeat_with(FaceId::new));
            faces.extend(theirs.iter().zip(ids).map(|(&photo, id)| face_row(event, photo, id, person)));
        }
        person::Entity::insert_many(people).exec_without_returning(database).await.unwrap();
        face::Entity::insert_many(faces).exec_without_returning(database).await.unwrap();
    }
    ids
}

/// Fills events with copies of another one's photos, people and faces: millions of rows in minutes, as the database copies them by itself.
/// On PostgreSQL only.
///
/// A copy's id is the first one's with the event's number at its front, so that rows refer to each other as the first ones do. The
/// number of the first event is the one after `before`.
pub async fn copies(database: &DatabaseConnection, of: EventId, events: &[EventId], before: usize) {
    for (part, some) in events.chunks(COPIES_AT_ONCE).enumerate() {
        let before = before + part * COPIES_AT_ONCE;
        let numbered = |(at, event): (usize, &EventId)| format!("('{event}'::uuid, {})", before + at + 1);
        let numbered = some.iter().enumerate().map(numbered).collect::<Vec<_>>().join(", ");
        let transaction = database.begin().await.unwrap();
        // What is copied refers to what is there: asking row by row would take longer than writing.
        transaction.execute_unprepared("SET LOCAL session_replication_role = replica").await.unwrap();
        let photos = copy::<photo::Entity>("photos", &["id"], of, &numbered);
        let people = copy::<person::Entity>("people", &["id", "cover_face"], of, &numbered);
        let faces = copy::<face::Entity>("faces", &["id", "photo_id", "person_id"], of, &numbered);
        for statement in [photos, people, faces] {
            transaction.execute_unprepared(&statement).await.unwrap();
        }
        transaction.commit().await.unwrap();
    }
}

fn copy<E: EntityTrait>(table: &str, ids: &[&str], of: EventId, numbered: &str) -> String {
    let columns: Vec<&str> = E::Column::iter().map(|column| column.as_str()).collect();
    let value = |column: &&str| match *column {
        "event_id" => "copied.event".to_owned(),
        id if ids.contains(&id) => {
            format!("(lpad(to_hex(copied.number), 8, '0') || substr({table}.{id}::text, 9))::uuid")
        }
        other => format!("{table}.{other}"),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    format!(
        "INSERT INTO {table} ({}) SELECT {} FROM (VALUES {numbered}) AS copied (event, number) CROSS JOIN {table} \
         WHERE {table}.event_id = '{of}' ORDER BY copied.number, {table}.id",
        columns.join(", "),
        values.join(", ")
    )
}

/// Opens photos to a scan that was made.
pub async fn open(database: &DatabaseConnection, grant: GrantId, photos: &[PhotoId]) {
    let rows = photos.iter().map(|&photo| grant_photo::ActiveModel { grant_id: Set(grant), photo_id: Set(photo) });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(AT_ONCE) {
        grant_photo::Entity::insert_many(some.to_vec()).exec_without_returning(database).await.unwrap();
    }
}

fn photo_row(owner: Owner, event: EventId, id: PhotoId, number: usize, now: OffsetDateTime) -> photo::ActiveModel {
    let kind = [PhotoKind::Group, PhotoKind::Group, PhotoKind::Individual, PhotoKind::Scenery][number % 4];
    photo::ActiveModel {
        id: Set(id),
        event_id: Set(event),
        uploaded_by: Set(owner.account),
        filename: Set(format!("IMG_{number:05}.jpg")),
        content_hash: Set([id.0.as_bytes().as_slice(), Uuid::new_v4().as_bytes()].concat()),
        bytes: Set(4_000_000),
        media_type: Set("image/jpeg".to_owned()),
        state: Set(PhotoState::Ready),
        attempts: Set(1),
        kind: Set(Some(kind)),
        width: Set(6000),
        height: Set(4000),
        taken_at: Set(Some(now - Duration::seconds(number as i64))),
        version: Set(1),
        created_at: Set(now),
        processed_at: Set(Some(now)),
        ..Default::default()
    }
}

fn person_row(event: EventId, id: PersonId, cover: FaceId, photos: usize, now: OffsetDateTime) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(id),
        event_id: Set(event),
        photos: Set(photos as i32),
        cover_face: Set(Some(cover)),
        created_at: Set(now),
        ..Default::default()
    }
}

fn face_row(event: EventId, photo: PhotoId, id: FaceId, person: PersonId) -> face::ActiveModel {
    face::ActiveModel {
        id: Set(id),
        event_id: Set(event),
        photo_id: Set(photo),
        ordinal: Set(0),
        x: Set(0.4),
        y: Set(0.3),
        width: Set(0.1),
        height: Set(0.15),
        score: Set(0.9),
        quality: Set(0.8),
        sure: Set(true),
        template: Set(vec![0; 540]),
        template_version: Set(1),
        model_id: Set("seed".to_owned()),
        person_id: Set(Some(person)),
        ..Default::default()
    }
}
