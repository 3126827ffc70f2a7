//! `POST /recognize`: the vectors come, the grant goes. The vectors are dropped.

use std::collections::HashSet;

use domain::scan::{RecognizeAnswer, RecognizeRequest};
use domain::{EventId, FaceId, GrantId, PhotoId, Problem, ProblemCode};
use entities::{event, face, grant, grant_face, grant_photo, photo, scan_nonce};
use faces::{Match, Matches, Probe};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use time::Duration;

use super::CONSENT_VERSION;
use super::frames;
use super::vouch::take_vouched;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::numbers::count_scan;
use crate::visits::keep_grant;
use crate::{Caller, Services};
use domain::photo::PhotoState;

/// How long a scan opens photos.
const GRANT_LIFE: Duration = Duration::hours(24);

impl Services {
    /// Matches a scan and opens to the session exactly the photos the guest is in.
    ///
    /// What is wrong with the request is found before its nonce is spent, so that a refusal changes nothing.
    ///
    /// Errors: `consent_required`, `model_mismatch`, `event_not_found`, `invalid_frames`, `frames_disagree`,
    /// `frames_repeat`, `rate_limited`, `scan_expired`.
    pub async fn recognize(&self, caller: &Caller, request: RecognizeRequest) -> Result<RecognizeAnswer, Problem> {
        if !request.consent {
            return Err(ProblemCode::ConsentRequired.into());
        }
        if request.model_id != self.parts.model_id {
            return Err(ProblemCode::ModelMismatch.into());
        }
        let event = self.event_of_offer(caller, request.event_id).await?;
        let probe = frames::probe(&request.frames)?;
        let visit = caller.visit().await?.ok_or(ProblemCode::ScanExpired)?;
        self.limits.scan(caller.address(), visit)?;
        self.spend_nonce(&request.nonce, event.id, visit).await?;

        let matches = self.find_matches(&event, probe).await?;
        let before = self.live_grant(caller, event.id).await?;
        let confirmed = match &before {
            Some(before) => confirmed_again(self.db(), before.id, &matches).await.or_internal()?,
            None => Vec::new(),
        };
        let vouched = self.vouched_for(&event, &confirmed).await?;
        let grant = self.open_grant(caller, event.id, before, (matches, vouched)).await.or_internal()?;
        caller.hold_grant(event.id, grant.id).await?;
        self.describe_grant(&grant).await
    }

    /// A nonce is spent by whoever deletes its row.
    async fn spend_nonce(&self, nonce: &str, event: EventId, visit: uuid::Uuid) -> Result<(), Problem> {
        let spent = scan_nonce::Entity::delete_many()
            .filter(scan_nonce::Column::Nonce.eq(nonce))
            .filter(scan_nonce::Column::EventId.eq(event))
            .filter(scan_nonce::Column::VisitId.eq(visit))
            .filter(scan_nonce::Column::ExpiresAt.gt(self.now()))
            .exec(self.db())
            .await
            .or_internal()?;
        if spent.rows_affected == 1 { Ok(()) } else { Err(ProblemCode::ScanExpired.into()) }
    }

    async fn find_matches(&self, event: &event::Model, probe: Probe) -> Result<Matches, Problem> {
        let gallery = self.gallery(event).await?;
        tokio::task::spawn_blocking(move || gallery.find(&probe)).await.or_internal()
    }

    /// Replaces what this session's scans of the event opened. What the guest has answered stays answered.
    async fn open_grant(
        &self,
        caller: &Caller,
        event: EventId,
        before: Option<grant::Model>,
        (found, vouched): (Matches, Vec<Match>),
    ) -> Result<grant::Model, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let had_found = match &before {
            Some(before) => Some(photos_of(&transaction, before.id).await? > 0),
            None => None,
        };
        let answered = match before {
            Some(before) => {
                let answered = before_answers(&transaction, before.id).await?;
                before.delete(&transaction).await?;
                answered
            }
            None => Vec::new(),
        };
        let now = self.now();
        let grant = grant::Model {
            id: GrantId::new(),
            event_id: event,
            consent_version: CONSENT_VERSION.to_owned(),
            created_at: now,
            expires_at: now + GRANT_LIFE,
        };
        let insert = sea_orm::ActiveModelTrait::reset_all(grant::ActiveModel::from(grant.clone()));
        grant::Entity::insert(insert).exec_without_returning(&transaction).await?;
        write_matches(&transaction, grant.id, found, &answered).await?;
        take_vouched(&transaction, grant.id, &vouched).await?;
        if let Some(guest) = caller.guest() {
            keep_grant(&transaction, guest, event, grant.id).await?;
        }
        let found = photos_of(&transaction, grant.id).await? > 0;
        count_scan(&transaction, event, now.date(), had_found, found).await?;
        transaction.commit().await?;
        Ok(grant)
    }

    /// The counts a guest is told.
    pub(super) async fn describe_grant(&self, grant: &grant::Model) -> Result<RecognizeAnswer, Problem> {
        let photos = grant_photo::Entity::find().filter(grant_photo::Column::GrantId.eq(grant.id));
        let open = grant_face::Entity::find()
            .filter(grant_face::Column::GrantId.eq(grant.id))
            .filter(grant_face::Column::Answer.eq(grant_face::Answer::Open));
        Ok(RecognizeAnswer {
            certain: photos.count(self.db()).await.or_internal()?,
            maybe: open.count(self.db()).await.or_internal()?,
            expires_at: grant.expires_at,
        })
    }
}

async fn photos_of(transaction: &DatabaseTransaction, grant: GrantId) -> Result<u64, DbErr> {
    grant_photo::Entity::find().filter(grant_photo::Column::GrantId.eq(grant)).count(transaction).await
}

/// A face the guest has answered about, and its photo.
struct Answered {
    face: FaceId,
    photo: PhotoId,
    answer: grant_face::Answer,
}

/// The faces that the guest said yes to after an earlier scan and that this one takes for theirs, too: on a phone that was handed on, they are somebody
/// else's.
async fn confirmed_again(
    database: &impl ConnectionTrait,
    grant: GrantId,
    found: &Matches,
) -> Result<Vec<FaceId>, DbErr> {
    let confirmed: Vec<FaceId> = grant_face::Entity::find()
        .select_only()
        .column(grant_face::Column::FaceId)
        .filter(grant_face::Column::GrantId.eq(grant))
        .filter(grant_face::Column::Answer.eq(grant_face::Answer::Yes))
        .order_by_asc(grant_face::Column::FaceId)
        .into_tuple()
        .all(database)
        .await?;
    let possible: HashSet<FaceId> = found.certain.iter().chain(&found.maybe).map(|found| found.face).collect();
    Ok(confirmed.into_iter().filter(|face| possible.contains(face)).collect())
}

async fn before_answers(transaction: &DatabaseTransaction, grant: GrantId) -> Result<Vec<Answered>, DbErr> {
    let rows = grant_face::Entity::find()
        .filter(grant_face::Column::GrantId.eq(grant))
        .filter(grant_face::Column::Answer.ne(grant_face::Answer::Open))
        .all(transaction)
        .await?;
    let faces: Vec<(FaceId, PhotoId)> = face::Entity::find()
        .select_only()
        .columns([face::Column::Id, face::Column::PhotoId])
        .filter(face::Column::Id.is_in(rows.iter().map(|row| row.face_id)))
        .into_tuple()
        .all(transaction)
        .await?;
    let photo_of = |id| faces.iter().find(|(face, _)| *face == id).map(|(_, photo)| *photo);
    Ok(rows
        .into_iter()
        .filter_map(|row| Some(Answered { face: row.face_id, photo: photo_of(row.face_id)?, answer: row.answer }))
        .collect())
}

/// Rows of one insert: PostgreSQL takes 65,535 parameters in a statement, SQLite 32,766.
pub(super) const ROWS_PER_INSERT: usize = 5_000;

async fn write_matches(
    transaction: &DatabaseTransaction,
    grant: GrantId,
    found: Matches,
    answered: &[Answered],
) -> Result<(), DbErr> {
    use grant_face::Answer;
    // Where the guest has said no to a face, it is not theirs, however much alike.
    let denied = |found: &Match| answered.iter().any(|face| face.answer == Answer::No && face.face == found.face);
    let certain = found.certain.into_iter().filter(|found| !denied(found));
    let mut photos: Vec<PhotoId> = certain.map(|found| found.photo).collect();
    photos.extend(answered.iter().filter(|face| face.answer == Answer::Yes).map(|face| face.photo));
    photos.sort_unstable();
    photos.dedup();
    // A photo that went or is being processed anew between the match and here opens nothing.
    let photos = existing(transaction, photos).await?;
    let asked = |face: &FaceId| answered.iter().any(|answered| answered.face == *face);
    let faces = answered.iter().map(|face| (face.face, face.answer));
    let faces = faces.chain(
        found.maybe.into_iter().map(|found| found.face).filter(|face| !asked(face)).map(|face| (face, Answer::Open)),
    );
    let faces: Vec<_> = faces
        .map(|(face, answer)| grant_face::ActiveModel { grant_id: Set(grant), face_id: Set(face), answer: Set(answer) })
        .collect();
    let photos: Vec<_> = photos
        .into_iter()
        .map(|photo| grant_photo::ActiveModel { grant_id: Set(grant), photo_id: Set(photo) })
        .collect();
    for rows in photos.chunks(ROWS_PER_INSERT) {
        grant_photo::Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    for rows in faces.chunks(ROWS_PER_INSERT) {
        grant_face::Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    Ok(())
}

async fn existing(transaction: &DatabaseTransaction, photos: Vec<PhotoId>) -> Result<Vec<PhotoId>, DbErr> {
    let mut found = Vec::with_capacity(photos.len());
    for ids in photos.chunks(ROWS_PER_INSERT) {
        let ready: Vec<PhotoId> = photo::Entity::find()
            .select_only()
            .column(photo::Column::Id)
            .filter(photo::Column::Id.is_in(ids.iter().copied()))
            .filter(photo::Column::State.eq(PhotoState::Ready))
            .into_tuple()
            .all(transaction)
            .await?;
        found.extend(ready);
    }
    Ok(found)
}
