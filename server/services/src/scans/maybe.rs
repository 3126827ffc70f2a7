//! "Is this you?"

use domain::scan::{MaybeAnswer, MaybeFace, RecognizeAnswer};
use domain::{EventRef, FaceId, Problem, ProblemCode};
use entities::{event, face, grant, grant_face, grant_photo};
use faces::{Match, VOUCHERS};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::vouch::take_vouched;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};
use grant_face::Answer;

impl Services {
    /// The faces that may be the guest's and are not answered yet.
    ///
    /// Errors: `event_not_found`, `scan_required`.
    pub async fn maybe_faces(&self, caller: &Caller, event: EventRef) -> Result<Vec<MaybeFace>, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let grant = self.live_grant(caller, event.id).await?.ok_or(ProblemCode::ScanRequired)?;
        self.open_maybes(&event, &grant).await
    }

    /// Takes the guest's answer. Yes opens the photo, and the face speaks for others from now on (see `vouch`); no is remembered, and takes back a yes.
    ///
    /// Errors: `event_not_found`, `scan_required`, `forbidden` (a face that was not asked about).
    pub async fn answer_maybe(
        &self,
        caller: &Caller,
        event: EventRef,
        face: FaceId,
        answer: MaybeAnswer,
    ) -> Result<RecognizeAnswer, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let grant = self.live_grant(caller, event.id).await?.ok_or(ProblemCode::ScanRequired)?;
        let asked = face::Entity::find_by_id(face).one(self.db()).await.or_internal()?;
        let asked = asked.filter(|asked| asked.event_id == event.id).ok_or(ProblemCode::Forbidden)?;
        let speaks = answer.mine && self.confirmed(grant.id).await? < VOUCHERS as u64;
        let speaking: Vec<FaceId> = speaks.then_some(face).into_iter().collect();
        let vouched = self.vouched_for(&event, &speaking).await?;
        if !self.write_answer(&grant, &asked, answer.mine, &vouched).await.or_internal()? {
            return Err(ProblemCode::Forbidden.into());
        }
        self.describe_grant(&grant).await
    }

    pub(super) async fn open_maybes(
        &self,
        event: &event::Model,
        grant: &grant::Model,
    ) -> Result<Vec<MaybeFace>, Problem> {
        let open = grant_face::Entity::find()
            .filter(grant_face::Column::GrantId.eq(grant.id))
            .filter(grant_face::Column::Answer.eq(Answer::Open))
            .order_by_asc(grant_face::Column::FaceId)
            .all(self.db())
            .await
            .or_internal()?;
        Ok(open
            .into_iter()
            .map(|row| MaybeFace {
                face_id: row.face_id,
                crop_url: format!("/faces/{}/{}/crop", event.code, row.face_id),
            })
            .collect())
    }

    /// Whether the face was asked about: the answer is written only then.
    async fn write_answer(
        &self,
        grant: &grant::Model,
        face: &face::Model,
        mine: bool,
        vouched: &[Match],
    ) -> Result<bool, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let Some(before) = grant_face::Entity::find_by_id((grant.id, face.id)).one(&transaction).await? else {
            return Ok(false);
        };
        grant_face::Entity::update_many()
            .col_expr(grant_face::Column::Answer, Expr::value(if mine { Answer::Yes } else { Answer::No }))
            .filter(grant_face::Column::GrantId.eq(grant.id))
            .filter(grant_face::Column::FaceId.eq(face.id))
            .exec(&transaction)
            .await?;
        if mine {
            let opened = grant_photo::ActiveModel { grant_id: Set(grant.id), photo_id: Set(face.photo_id) };
            grant_photo::Entity::insert(opened)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(&transaction)
                .await?;
            take_vouched(&transaction, grant.id, vouched).await?;
        } else if before.answer == Answer::Yes {
            grant_photo::Entity::delete_by_id((grant.id, face.photo_id)).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }
}
