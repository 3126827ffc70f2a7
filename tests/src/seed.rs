//! Rows in numbers: events, photos and faces without files, for what only size shows.

use domain::photo::{PhotoKind, PhotoState};
use domain::{AccountId, EventCode, EventId, FaceId, GrantId, OrganizationId, PhotoId};
use entities::{event, face, grant_photo, photo};
use sea_orm::{DatabaseConnection, EntityTrait, Set};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Rows of one statement: below the 32,766 parameters that SQLite takes.
const AT_ONCE: usize = 1000;

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

/// Plants this many photos in an event, most of them of groups, ready, each with a face.
pub async fn photos(database: &DatabaseConnection, owner: Owner, event: EventId, count: usize) -> Vec<PhotoId> {
    let now = OffsetDateTime::now_utc();
    let ids: Vec<PhotoId> = (0..count).map(|_| PhotoId::new()).collect();
    for (part, some) in ids.chunks(AT_ONCE).enumerate() {
        let photos = some.iter().enumerate().map(|(at, &id)| photo_row(owner, event, id, part * AT_ONCE + at, now));
        photo::Entity::insert_many(photos).exec_without_returning(database).await.unwrap();
        let faces = some.iter().map(|&id| face_row(event, id));
        face::Entity::insert_many(faces).exec_without_returning(database).await.unwrap();
    }
    ids
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

fn face_row(event: EventId, photo: PhotoId) -> face::ActiveModel {
    face::ActiveModel {
        id: Set(FaceId::new()),
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
        ..Default::default()
    }
}
