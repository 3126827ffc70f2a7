//! The people of an event: faces taken for one person's.
//!
//! A new photo's faces join people in the transaction that makes the photo ready (`arrive`). When no photo waits, all faces of the event are put
//! in order anew (`repair`), which gives the same people as if all photos had come at once. What organizers say of people is kept as acts
//! (`acts`) with facts about pairs of faces (`facts`), and holds in every repair. Guests are never shown people.

mod acts;
mod arrive;
mod change;
mod facts;
mod leave;
mod list;
mod merge;
mod repair;
mod separate;
mod summary;
mod undo;

pub(crate) use arrive::Arriving;
pub(crate) use leave::{faces_leave, leave};

use domain::people::Person;
use domain::{EventCode, EventId, FaceId, PersonId, PhotoId};
use entities::{event, face, people_repair, person};
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use crate::events::coming_version;

/// Most ids of one statement: databases limit how many values one takes.
const CHUNK: usize = 2_000;

/// Lets nobody else change the event's people until the transaction ends. SQLite has one writer anyway.
pub(crate) async fn lock(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    event::Entity::find_by_id(event)
        .select_only()
        .column(event::Column::Id)
        // Weaker than `FOR UPDATE`: rows that refer to the event can still be written.
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<EventId>()
        .one(transaction)
        .await?;
    Ok(())
}

/// Faces have come: they are to be put in order when there is time.
async fn repair_is_due(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    let due = people_repair::ActiveModel { event_id: Set(event), change: Set(Uuid::new_v4()) };
    people_repair::Entity::insert(due)
        .on_conflict(
            OnConflict::column(people_repair::Column::EventId).update_column(people_repair::Column::Change).to_owned(),
        )
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// People have changed: what a repair that runs now has found out holds no more.
async fn outdate_repair(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    people_repair::Entity::update_many()
        .col_expr(people_repair::Column::Change, Expr::value(Uuid::new_v4()))
        .filter(people_repair::Column::EventId.eq(event))
        .exec(transaction)
        .await?;
    Ok(())
}

/// What of a face its person is made of.
#[derive(Clone, Copy, Debug, FromQueryResult)]
struct PlacedFace {
    id: FaceId,
    photo_id: PhotoId,
    person_id: Option<PersonId>,
    quality: f32,
    width: f32,
    height: f32,
}

impl PlacedFace {
    /// Whether it shows somebody better than another: by quality, then by size.
    fn better(&self, other: &Self) -> bool {
        let size = |face: &Self| face.width * face.height;
        let by_quality = self.quality.total_cmp(&other.quality);
        by_quality.then(size(self).total_cmp(&size(other))).then(other.id.cmp(&self.id)).is_gt()
    }
}

/// The faces of people, by id.
async fn faces_of(database: &impl ConnectionTrait, people: &[PersonId]) -> Result<Vec<PlacedFace>, DbErr> {
    use face::Column;
    let mut faces = Vec::new();
    for people in people.chunks(CHUNK) {
        let found: Vec<PlacedFace> = face::Entity::find()
            .select_only()
            .columns([Column::Id, Column::PhotoId, Column::PersonId, Column::Quality, Column::Width, Column::Height])
            .filter(Column::PersonId.is_in(people.iter().copied()))
            .order_by_asc(Column::Id)
            .into_model()
            .all(database)
            .await?;
        faces.extend(found);
    }
    Ok(faces)
}

/// Says whose faces these are. The event is locked, and its version is raised in the same transaction.
async fn place(transaction: &DatabaseTransaction, faces: &[FaceId], person: Option<PersonId>) -> Result<(), DbErr> {
    for faces in faces.chunks(CHUNK) {
        face::Entity::update_many()
            .col_expr(face::Column::PersonId, Expr::value(person))
            .col_expr(face::Column::Changed, coming_version())
            .filter(face::Column::Id.is_in(faces.iter().copied()))
            .exec(transaction)
            .await?;
    }
    Ok(())
}

/// A person as the API shows them; `None` for one who is in no photo.
pub(crate) fn describe(code: &EventCode, row: person::Model) -> Option<Person> {
    let cover = row.cover_face?;
    (row.photos > 0).then(|| Person {
        id: row.id,
        name: row.name,
        hidden: row.hidden,
        photos: u64::from(row.photos.unsigned_abs()),
        crop_url: crop_url(code, cover),
    })
}

/// Address of a face's picture.
pub(crate) fn crop_url(code: &EventCode, face: FaceId) -> String {
    format!("/faces/{code}/{face}/crop")
}
