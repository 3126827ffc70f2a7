//! Photos and faces that go.

use domain::{EventId, FaceId, PersonId, PhotoId};
use entities::{face, photo};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{PlacedFace, facts, lock, outdate_repair, summary};

/// The people of photos that are about to be deleted in this transaction.
pub(crate) struct Leaving {
    event: EventId,
    people: Vec<PersonId>,
}

/// To be called before photos are deleted; [`Leaving::settle`] after.
pub(crate) async fn leave(
    transaction: &DatabaseTransaction,
    event: EventId,
    photos: &[PhotoId],
) -> Result<Leaving, DbErr> {
    // Photos before their event, as a worker does that makes one ready: who locked in another order would wait for each other.
    photo::Entity::of(event)
        .select_only()
        .column(photo::Column::Id)
        .filter(photo::Column::Id.is_in(photos.iter().copied()))
        .order_by_asc(photo::Column::Id)
        .lock(LockType::Update)
        .into_tuple::<PhotoId>()
        .all(transaction)
        .await?;
    lock(transaction, event).await?;
    let of_photos = face::Entity::find()
        .filter(face::Column::EventId.eq(event))
        .filter(face::Column::PhotoId.is_in(photos.iter().copied()));
    let gone = placed(transaction, of_photos).await?;
    facts::hand_on(transaction, &gone).await?;
    Ok(Leaving { event, people: gone.into_iter().filter_map(|face| face.person_id).collect() })
}

impl Leaving {
    /// Counts anew whose photos they were; who is left without any is gone.
    pub(crate) async fn settle(self, transaction: &DatabaseTransaction) -> Result<(), DbErr> {
        summary::refresh(transaction, self.event, &self.people).await?;
        outdate_repair(transaction, self.event).await
    }
}

/// To be called before single faces are deleted; answers whose they were.
pub(crate) async fn faces_leave(
    transaction: &DatabaseTransaction,
    event: EventId,
    faces: &[FaceId],
) -> Result<Vec<PersonId>, DbErr> {
    if faces.is_empty() {
        return Ok(Vec::new());
    }
    let chosen = face::Entity::find()
        .filter(face::Column::EventId.eq(event))
        .filter(face::Column::Id.is_in(faces.iter().copied()));
    let gone = placed(transaction, chosen).await?;
    facts::hand_on(transaction, &gone).await?;
    Ok(gone.into_iter().filter_map(|face| face.person_id).collect())
}

async fn placed(transaction: &DatabaseTransaction, faces: Select<face::Entity>) -> Result<Vec<PlacedFace>, DbErr> {
    use face::Column;
    faces
        .select_only()
        .columns([Column::Id, Column::PhotoId, Column::PersonId, Column::Quality, Column::Width, Column::Height])
        .into_model()
        .all(transaction)
        .await
}
