//! A face that the guest has said yes to speaks for others, in this session only.
//!
//! The scan's vectors are gone; the confirmed face's template is at hand, and joins the probe as one more frame. It opens nothing that the scan
//! itself has not taken for possible, so that a chain of faces cannot lead to somebody else: of the faces to be asked about those become
//! certain that are surely the same person, and where it finds more, the guest is asked.

use std::collections::HashSet;

use domain::{FaceId, GrantId, PhotoId, Problem};
use entities::{event, face, grant_face, grant_photo, photo};
use faces::{Match, VOUCHERS};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    RelationTrait, Set,
};

use super::recognize::ROWS_PER_INSERT;
use crate::Services;
use crate::fault::OrInternal;
use domain::photo::PhotoState;
use grant_face::Answer;

impl Services {
    /// What the first of these faces speak for: [`VOUCHERS`] of them, no more.
    pub(super) async fn vouched_for(&self, event: &event::Model, confirmed: &[FaceId]) -> Result<Vec<Match>, Problem> {
        if confirmed.is_empty() {
            return Ok(Vec::new());
        }
        let gallery = self.gallery(event).await?;
        let confirmed: Vec<FaceId> = confirmed.iter().copied().take(VOUCHERS).collect();
        let vouched = move || confirmed.into_iter().flat_map(|face| gallery.vouched_for(face)).collect();
        tokio::task::spawn_blocking(vouched).await.or_internal()
    }

    /// How many faces of a scan the guest has said yes to.
    pub(super) async fn confirmed(&self, grant: GrantId) -> Result<u64, Problem> {
        let confirmed = grant_face::Entity::find()
            .filter(grant_face::Column::GrantId.eq(grant))
            .filter(grant_face::Column::Answer.eq(Answer::Yes));
        confirmed.count(self.db()).await.or_internal()
    }
}

/// Opens the faces still to be asked about that are vouched for, and asks about those that the scan had not found.
pub(super) async fn take_vouched(
    transaction: &DatabaseTransaction,
    grant: GrantId,
    vouched: &[Match],
) -> Result<(), DbErr> {
    if vouched.is_empty() {
        return Ok(());
    }
    let answers: Vec<grant_face::Model> =
        grant_face::Entity::find().filter(grant_face::Column::GrantId.eq(grant)).all(transaction).await?;
    let open: HashSet<FaceId> =
        answers.iter().filter(|row| row.answer == Answer::Open).map(|row| row.face_id).collect();
    let asked: HashSet<FaceId> = answers.into_iter().map(|row| row.face_id).collect();
    let ready = ready(transaction, vouched).await?;
    let (certain, new): (Vec<Match>, Vec<Match>) = ready
        .into_iter()
        .filter(|found| open.contains(&found.face) || !asked.contains(&found.face))
        .partition(|found| open.contains(&found.face));
    for found in &certain {
        let opened = grant_photo::ActiveModel { grant_id: Set(grant), photo_id: Set(found.photo) };
        grant_photo::Entity::insert(opened)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(transaction)
            .await?;
        grant_face::Entity::delete_by_id((grant, found.face)).exec(transaction).await?;
    }
    let photos: HashSet<PhotoId> = grant_photo::Entity::find()
        .select_only()
        .column(grant_photo::Column::PhotoId)
        .filter(grant_photo::Column::GrantId.eq(grant))
        .into_tuple()
        .all(transaction)
        .await?
        .into_iter()
        .collect();
    let ask = new.into_iter().filter(|found| !photos.contains(&found.photo));
    let rows: Vec<_> = ask
        .map(|found| grant_face::ActiveModel {
            grant_id: Set(grant),
            face_id: Set(found.face),
            answer: Set(Answer::Open),
        })
        .collect();
    for rows in rows.chunks(ROWS_PER_INSERT) {
        grant_face::Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// Those of the faces that are still there and whose photo can be shown, each once.
async fn ready(transaction: &DatabaseTransaction, found: &[Match]) -> Result<Vec<Match>, DbErr> {
    let mut ready = Vec::new();
    for found in found.chunks(ROWS_PER_INSERT) {
        let rows: Vec<(FaceId, PhotoId)> = face::Entity::find()
            .select_only()
            .columns([face::Column::Id, face::Column::PhotoId])
            .join(JoinType::InnerJoin, face::Relation::Photo.def())
            .filter(face::Column::Id.is_in(found.iter().map(|found| found.face)))
            .filter(photo::Column::State.eq(PhotoState::Ready))
            .into_tuple()
            .all(transaction)
            .await?;
        ready.extend(rows.into_iter().map(|(face, photo)| Match { photo, face }));
    }
    ready.sort_unstable();
    ready.dedup();
    Ok(ready)
}

#[cfg(test)]
mod tests;
